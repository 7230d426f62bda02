package holdfast.app.api;

import holdfast.app.api.json.Times;
import holdfast.app.api.json.WebJsonConfiguration;
import holdfast.app.api.problem.InvalidParameterException;
import holdfast.app.api.problem.ProblemConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.convert.converter.Converter;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.FixedLocaleResolver;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** All that a controller needs around it; a test of one controller imports this and nothing else of the API. */
@Configuration(proxyBeanMethods = false)
@Import({ProblemConfiguration.class, WebJsonConfiguration.class})
@EnableConfigurationProperties(HttpProperties.class)
public class ApiConfiguration implements WebMvcConfigurer {

    private static final int SWALLOWED_BYTES = 16 * 1024 * 1024;

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new HeaderArgument<>(ExpectedVersion.class, HttpHeaders.IF_MATCH, ExpectedVersion::parse));
        resolvers.add(new HeaderArgument<>(IdempotencyKey.class, IdempotencyKey.HEADER, IdempotencyKey::parse));
        resolvers.add(new HeaderArgument<>(MinPosition.class, MinPosition.HEADER, MinPosition::parse));
    }

    /** Times in parameters are read as strictly as in bodies. */
    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(String.class, Instant.class, parameter(Times::parseInstant));
        registry.addConverter(String.class, Duration.class, parameter(Times::parseDuration));
    }

    private static <T> Converter<String, T> parameter(Function<String, T> parse) {
        return text -> {
            try {
                return parse.apply(text);
            } catch (IllegalArgumentException unacceptable) {
                throw new InvalidParameterException(unacceptable);
            }
        };
    }

    @Bean
    WebMvcRegistrations jsonRoutes() {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                return new JsonRoutes();
            }
        };
    }

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter(HttpProperties properties) {
        int limit = Math.toIntExact(properties.maxBody().toBytes());
        var registration = new FilterRegistrationBean<>(new BodyLimitFilter(limit));
        // Before every filter that may look into a body, after the one that answers for it.
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return registration;
    }

    /** Messages are in one language: they are part of the contract, and replayed to callers of any language. */
    @Bean
    LocaleResolver localeResolver() {
        return new FixedLocaleResolver(Locale.ENGLISH);
    }

    /** Reads on after refusing a body, within reason: a connection cut at once can lose the 413. */
    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> patientTomcat() {
        return factory -> factory.addConnectorCustomizers(
                connector -> connector.setProperty("maxSwallowSize", Integer.toString(SWALLOWED_BYTES)));
    }
}
