package holdfast.benchmark.baseline;

import holdfast.app.store.StoreSettings;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts the baseline on the embedded store and with the connection pool of the service it is compared with. */
@SpringBootApplication(scanBasePackages = {"holdfast.benchmark.baseline", "holdfast.app.store"})
@EnableConfigurationProperties(StoreSettings.class)
@EnableScheduling
public class BaselineApplication {

    static void main(String[] args) {
        SpringApplication.run(BaselineApplication.class, args);
    }
}
