package holdfast.benchmark.inside;

import holdfast.app.HoldfastApplication;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the service within this process. */
final class Service {

    private Service() {}

    /** On a free port; it stops its database when it is closed. */
    static ConfigurableApplicationContext start(String dataFolder) {
        // The service's own main method says so too: Axon's update checker heeds only system properties.
        System.setProperty("axoniq.update-checker.disabled", "true");
        System.setProperty("disable-axoniq-console-message", "true");
        return SpringApplication.run(HoldfastApplication.class, "--server.port=0", "--holdfast.data-dir=" + dataFolder);
    }
}
