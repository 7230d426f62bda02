package holdfast.app.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/** Lets nobody in without a key, except to ask whether the service is well. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private final ProblemWriter problems;

    SecurityConfiguration(ProblemWriter problems) {
        this.problems = problems;
    }

    @Bean
    SecurityFilterChain securityFilterChain(HttpSecurity http, ApiKeys keys) {
        return http.authorizeHttpRequests(rules -> rules
                        // The second part of a request that was let in: an error page, an asynchronous answer.
                        .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers("/actuator/health/**")
                        .permitAll()
                        .requestMatchers("/v1/admin/**")
                        .hasRole("ADMIN")
                        .anyRequest()
                        .authenticated())
                .addFilterBefore(new BearerKeyFilter(keys), AuthorizationFilter.class)
                .exceptionHandling(answers -> answers.authenticationEntryPoint(
                                (request, response, e) -> askForKey(request, response))
                        .accessDeniedHandler((request, response, e) -> refuse(request, response)))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // A browser never sends a bearer key by itself, so a foreign page cannot act with it.
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    /** Paths that are written in a way that could slip past a rule (such as {@code //} or {@code %2e}). */
    @Bean
    RequestRejectedHandler requestRejectedHandler() {
        return (request, response, e) -> problems.write(
                request,
                response,
                HttpStatus.BAD_REQUEST,
                "malformed-request",
                "The request is malformed",
                "The path, the method or a header holds characters that are not allowed there.");
    }

    private void askForKey(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean sent = request.getHeader(HttpHeaders.AUTHORIZATION) != null;
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        problems.write(
                request,
                response,
                HttpStatus.UNAUTHORIZED,
                "unauthenticated",
                "A key is needed",
                sent
                        ? "The Authorization header does not hold a key that is known here."
                        : "Send a key in the header Authorization: Bearer <key>.");
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        problems.write(
                request,
                response,
                HttpStatus.FORBIDDEN,
                "forbidden",
                "This key does not allow that",
                "The key is known, but its role does not allow this request.");
    }
}
