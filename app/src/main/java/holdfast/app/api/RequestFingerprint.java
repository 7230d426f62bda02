package holdfast.app.api;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.springframework.web.util.WebUtils;

/** Tells whether two requests are the same: method, path with query as sent, and the exact bytes of the body. */
public final class RequestFingerprint {

    private RequestFingerprint() {}

    /** The SHA-256 of the request, 32 bytes; the body may have been read already or be read later. */
    public static byte[] of(HttpServletRequest request) {
        CapturedRequest captured = WebUtils.getNativeRequest(request, CapturedRequest.class);
        if (captured == null) {
            throw new IllegalStateException("The request did not pass the body filter");
        }
        String query = request.getQueryString();
        // A line feed can be in none of the parts before the body, so no two requests share one text.
        String head = request.getMethod() + '\n' + request.getRequestURI() + (query == null ? "" : '?' + query) + '\n';
        MessageDigest digest = sha256();
        digest.update(head.getBytes(StandardCharsets.UTF_8));
        return digest.digest(captured.body());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
