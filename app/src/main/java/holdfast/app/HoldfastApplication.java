package holdfast.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class HoldfastApplication {

    static void main(String[] args) {
        stayPrivate();
        SpringApplication.run(HoldfastApplication.class, args);
    }

    /** Axon's update checker calls home and heeds only system properties. */
    private static void stayPrivate() {
        System.setProperty("axoniq.update-checker.disabled", "true");
        System.setProperty("disable-axoniq-console-message", "true");
    }
}
