package holdfast.app.lifecycle;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Puts the refusal of requests at shutdown before all that handles them. */
@Configuration(proxyBeanMethods = false)
class StoppingConfiguration {

    @Bean
    FilterRegistrationBean<StoppingFilter> stoppingFilter(Stopping stopping) {
        var registration = new FilterRegistrationBean<>(new StoppingFilter(stopping));
        // Right behind the filter that turns what is thrown into answers.
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return registration;
    }
}
