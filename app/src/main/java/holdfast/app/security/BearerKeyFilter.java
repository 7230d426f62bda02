package holdfast.app.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Knows the caller by the key in the request. It turns nobody away: that is left to the rules, so that an open path
 * stays open whatever header comes with it.
 */
final class BearerKeyFilter extends OncePerRequestFilter {

    private static final String SCHEME = "Bearer ";

    private final ApiKeys keys;
    /** Keeps the caller for the later, asynchronous part of the same request. */
    private final RequestAttributeSecurityContextRepository contexts = new RequestAttributeSecurityContextRepository();

    BearerKeyFilter(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        bearerKey(request).flatMap(keys::callerOf).ifPresent(caller -> signIn(caller, request, response));
        chain.doFilter(request, response);
    }

    static Optional<ApiKey> bearerKey(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? ApiKey.parse(header.substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    private void signIn(Caller caller, HttpServletRequest request, HttpServletResponse response) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        // Without credentials: the key itself goes no further than this.
        context.setAuthentication(new PreAuthenticatedAuthenticationToken(
                caller.name(), null, AuthorityUtils.createAuthorityList("ROLE_" + caller.role())));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }
}
