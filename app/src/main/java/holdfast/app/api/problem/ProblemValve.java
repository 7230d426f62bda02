package holdfast.app.api.problem;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/** Answers what Tomcat refuses before any application sees it, such as a broken request line; Tomcat makes it by name. */
public final class ProblemValve extends ErrorReportValve {

    public ProblemValve() {}

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            ProblemException refusal = StatusProblems.of(status).exception();
            ProblemResponse.write(refusal, request.getRequestURI(), response.getResponse());
        } catch (IOException callerIsGone) {
            getContainer().getLogger().debug("The caller did not wait for the answer", callerIsGone);
        }
    }
}
