package holdfast.app.api;

import holdfast.app.api.problem.ProblemException;
import holdfast.app.api.problem.ProblemType;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads the body once, when somebody first asks for it and never beyond the limit, and keeps its bytes. */
final class CapturedRequest extends HttpServletRequestWrapper {

    private final int limit;
    private byte @Nullable [] body;
    private @Nullable ServletInputStream stream;

    CapturedRequest(HttpServletRequest request, int limit) {
        super(request);
        this.limit = limit;
    }

    /** The exact bytes of the body, empty if there is none. */
    byte[] body() {
        if (body == null) {
            body = read();
        }
        return body;
    }

    @Override
    public ServletInputStream getInputStream() {
        if (stream == null) {
            stream = new CapturedBody(body());
        }
        return stream;
    }

    @Override
    public BufferedReader getReader() {
        String encoding = getCharacterEncoding();
        Charset charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
        return new BufferedReader(new InputStreamReader(getInputStream(), charset));
    }

    private byte[] read() {
        try {
            byte[] bytes = super.getInputStream().readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw tooLarge(limit);
            }
            return bytes;
        } catch (IOException broken) {
            throw new ProblemException(ProblemType.MALFORMED_REQUEST.because("The body could not be read to its end."));
        }
    }

    static ProblemException tooLarge(int limit) {
        return ProblemType.PAYLOAD_TOO_LARGE
                .because("The body has more than %d bytes.".formatted(limit))
                .exception();
    }
}
