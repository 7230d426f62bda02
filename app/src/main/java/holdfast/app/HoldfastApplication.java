package holdfast.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class HoldfastApplication {

    static void main(String[] args) {
        SpringApplication.run(HoldfastApplication.class, args);
    }
}
