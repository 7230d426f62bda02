package holdfast.app.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** A secret that lets its bearer in; it never prints itself. */
final class ApiKey {

    private static final String PREFIX = "hf_";
    private static final int RANDOM_BYTES = 32;
    /** 256 bits in URL-safe Base64; whatever looks different is refused without asking the store. */
    private static final Pattern SHAPE = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");

    private static final SecureRandom RANDOM = new SecureRandom();

    private final String text;

    private ApiKey(String text) {
        this.text = text;
    }

    static ApiKey random() {
        byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        return new ApiKey(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    static Optional<ApiKey> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new ApiKey(text)) : Optional.empty();
    }

    String secret() {
        return text;
    }

    /**
     * What the store keeps instead of the key. A slow, salted hash protects secrets that can be guessed; 256 random
     * bits cannot, so one SHA-256 is enough. Looking a key up by its hash also leaves nothing to learn from timing.
     */
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return PREFIX + "…";
    }
}
