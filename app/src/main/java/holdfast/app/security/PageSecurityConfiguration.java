package holdfast.app.security;

import holdfast.app.api.problem.ProblemResponse;
import holdfast.app.api.problem.ProblemType;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * Guards the pages for people: a browser shows the session that a log-in gave it, and whoever has none is asked for a key.
 * All that is not a page is left to the chain of the API.
 */
@Configuration(proxyBeanMethods = false)
class PageSecurityConfiguration {

    /** Nothing from elsewhere, nothing inline, and nobody may frame it. */
    private static final String CONTENT =
            "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';" + " frame-ancestors 'none'";

    private static final String[] OPEN = {"/login", "/assets/**", "/webjars/**"};
    /** What is added here is shown to whoever is logged in with a browser; keys are good for it too. */
    private static final String[] GUARDED = {
        "/", "/live", "/find", "/orders", "/orders/**", "/stock", "/stock/**", "/movements"
    };

    private static final String LOGOUT = "/logout";

    @Bean
    @Order(1)
    SecurityFilterChain pages(HttpSecurity http, ApiKeys keys, BrowserSessions sessions, CsrfTokenRepository forms) {
        return http.securityMatchers(pages ->
                        pages.requestMatchers(OPEN).requestMatchers(GUARDED).requestMatchers(LOGOUT))
                .authorizeHttpRequests(rules -> rules.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(OPEN)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .addFilterBefore(new BearerKeyFilter(keys), AuthorizationFilter.class)
                .addFilterBefore(new SessionFilter(sessions), AuthorizationFilter.class)
                .csrf(csrf -> csrf.csrfTokenRepository(forms).csrfTokenRequestHandler(eager()))
                .headers(PageSecurityConfiguration::headers)
                .exceptionHandling(answers -> answers.authenticationEntryPoint(
                                (request, response, e) -> askForKey(request, response))
                        .accessDeniedHandler((request, response, e) -> startAgain(request, response)))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(policy -> policy.policy("camera=(), geolocation=(), microphone=()"));
    }

    /** The proof that a form comes from a page of this service: a cookie that only this service can set and read. */
    @Bean
    CsrfTokenRepository forms() {
        CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName("holdfast-form");
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Strict").httpOnly(true));
        return tokens;
    }

    /** The token goes out with the head of the answer: a long page is on its way before its last form is drawn. */
    private static XorCsrfTokenRequestAttributeHandler eager() {
        XorCsrfTokenRequestAttributeHandler handler = new XorCsrfTokenRequestAttributeHandler();
        handler.setCsrfRequestAttributeName(null);
        return handler;
    }

    private static void askForKey(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (wantsPage(request)) {
            String to = LoginController.pageOrStart(request.getRequestURI());
            response.sendRedirect("/".equals(to) ? "/login" : "/login?to=" + to);
            return;
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        ProblemResponse.write(
                ProblemType.UNAUTHENTICATED.because("Log in at /login, or send Authorization: Bearer <key>."),
                request,
                response);
    }

    /** A form from before the last log-in or log-out, or from elsewhere. */
    private static void startAgain(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (wantsPage(request)) {
            response.sendRedirect("/login");
            return;
        }
        ProblemResponse.write(
                ProblemType.FORBIDDEN.because("The form does not come from a page of this service."),
                request,
                response);
    }

    private static boolean wantsPage(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        try {
            return accept != null
                    && MediaType.parseMediaTypes(List.of(accept)).stream()
                            .anyMatch(type -> type.equalsTypeAndSubtype(MediaType.TEXT_HTML));
        } catch (IllegalArgumentException garbage) {
            return false;
        }
    }
}
