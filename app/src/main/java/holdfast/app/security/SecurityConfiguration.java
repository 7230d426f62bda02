package holdfast.app.security;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

/** Lets nobody in without a key, except to ask whether the service is well. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /** What the firewall allows in headers by itself. */
    private static final Pattern HEADER_TEXT = Pattern.compile("[\\p{IsAssigned}&&[^\\p{IsControl}]]*");

    /** First, because most requests are for the API: the rules of other chains need not be asked about them. */
    @Bean
    @Order(0)
    SecurityFilterChain api(ApiKeys keys) {
        return new DefaultSecurityFilterChain(
                request -> request.getServletPath().startsWith("/v1/")
                        || request.getServletPath().startsWith("/actuator/"),
                new ApiGate(keys));
    }

    /** What no other chain takes. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    SecurityFilterChain everythingElse(ApiKeys keys) {
        return new DefaultSecurityFilterChain(AnyRequestMatcher.INSTANCE, new ApiGate(keys));
    }

    /** The same as by default, without a regular expression for each header that somebody reads. */
    @Bean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        Predicate<String> allowed =
                text -> isPlain(text) || HEADER_TEXT.matcher(text).matches();
        firewall.setAllowedHeaderNames(allowed);
        firewall.setAllowedHeaderValues(allowed);
        return firewall;
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** An observation around each filter costs more than the filters do; the request as a whole is observed anyway. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }
}
