package holdfast.app;

import holdfast.app.store.MoveToServer;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** Starts the service, or moves its data when the first argument is {@code migrate}. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class HoldfastApplication {

    static void main(String[] args) {
        stayPrivate();
        if (args.length > 0 && args[0].equals(MoveToServer.COMMAND)) {
            LoggingSystem.get(HoldfastApplication.class.getClassLoader())
                    .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
            System.exit(MoveToServer.run(args, System.out));
        }
        SpringApplication.run(HoldfastApplication.class, args);
    }

    /** Axon's update checker calls home and heeds only system properties. */
    private static void stayPrivate() {
        System.setProperty("axoniq.update-checker.disabled", "true");
        System.setProperty("disable-axoniq-console-message", "true");
    }
}
