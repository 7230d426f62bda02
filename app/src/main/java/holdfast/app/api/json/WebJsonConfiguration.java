package holdfast.app.api.json;

import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives the mapper of the web layer, and no other one, the strict settings. */
@Configuration(proxyBeanMethods = false)
public class WebJsonConfiguration {

    @Bean
    JsonFactoryBuilderCustomizer boundedJson() {
        return WebJson::limit;
    }

    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return WebJson::configure;
    }
}
