package holdfast.app.api.problem;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.catalina.Context;
import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/** Puts a problem in every place where a request can end badly: advice, filter, firewall, error page, Tomcat. */
@Configuration(proxyBeanMethods = false)
@Import({ProblemAdvice.class, ProblemErrorController.class})
public class ProblemConfiguration {

    @Bean
    FilterRegistrationBean<ProblemFilter> problemFilter(ObjectProvider<MeterRegistry> registry) {
        RefusalCounts refusals = new RefusalCounts(registry.getIfAvailable(SimpleMeterRegistry::new));
        var registration = new FilterRegistrationBean<>(new ProblemFilter(refusals));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    RequestRejectedHandler rejectedRequests() {
        Problem problem = ProblemType.MALFORMED_REQUEST.because("The path, a header or the method is not acceptable.");
        return (request, response, rejection) -> ProblemResponse.write(problem, request, response);
    }

    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> tomcatProblems() {
        return factory -> factory.addContextCustomizers(ProblemConfiguration::replaceErrorPage);
    }

    private static void replaceErrorPage(Context context) {
        if (context.getParent() instanceof StandardHost host) {
            host.setErrorReportValveClass(ProblemValve.class.getName());
        }
    }
}
