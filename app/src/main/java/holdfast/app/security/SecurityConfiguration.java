package holdfast.app.security;

import holdfast.app.api.problem.Problem;
import holdfast.app.api.problem.ProblemResponse;
import holdfast.app.api.problem.ProblemType;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/** Lets nobody in without a key, except to ask whether the service is well. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

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

    /** An observation around each filter costs more than the filters do; the request as a whole is observed anyway. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    private static void askForKey(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean sent = request.getHeader(HttpHeaders.AUTHORIZATION) != null;
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        Problem problem = ProblemType.UNAUTHENTICATED.because(
                sent
                        ? "The Authorization header does not hold a key that is known here."
                        : "Send a key in the header Authorization: Bearer <key>.");
        ProblemResponse.write(problem, request, response);
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Problem problem = ProblemType.FORBIDDEN.because("The key is known, but its role does not allow this request.");
        ProblemResponse.write(problem, request, response);
    }
}
