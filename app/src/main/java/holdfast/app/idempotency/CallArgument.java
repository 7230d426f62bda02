package holdfast.app.idempotency;

import holdfast.app.api.IdempotencyKey;
import holdfast.app.api.RequestFingerprint;
import holdfast.app.tracing.Traces;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Principal;
import java.time.Clock;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives a controller the {@link Call} that a request is. */
@Configuration(proxyBeanMethods = false)
class CallArgument implements HandlerMethodArgumentResolver, WebMvcConfigurer {

    private static final Pattern TRACE_PARENT =
            Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}(-.{0,100})?");

    private final Clock clock;
    private final Traces traces;

    CallArgument(Clock clock, Traces traces) {
        this.clock = clock;
        this.traces = traces;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Call.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest request = Objects.requireNonNull(web.getNativeRequest(HttpServletRequest.class));
        IdempotencyKey key = IdempotencyKey.parse(Collections.list(request.getHeaders(IdempotencyKey.HEADER)));
        Principal caller = request.getUserPrincipal();
        String actor = caller == null ? "anonymous" : caller.getName();
        String scope = actor + '\n' + request.getMethod() + '\n' + request.getRequestURI() + '\n' + key.value();
        return new Call(
                key,
                HexFormat.of().formatHex(sha256(scope)),
                HexFormat.of().formatHex(RequestFingerprint.of(request)),
                actor,
                traceParent(request),
                clock.instant(),
                request);
    }

    /**
     * Where traces are collected, the request is a step of its own in the caller's trace. A trace context that is not
     * one is left out: it is kept with events for good.
     */
    private @Nullable String traceParent(HttpServletRequest request) {
        String step = traces.current();
        if (step != null) {
            return step;
        }
        String header = request.getHeader("traceparent");
        return header != null && TRACE_PARENT.matcher(header).matches() ? header : null;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
