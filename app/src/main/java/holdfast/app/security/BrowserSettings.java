package holdfast.app.security;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people log in with a browser.
 *
 * @param session how long a log-in holds
 */
@ConfigurationProperties("holdfast.browser")
record BrowserSettings(@DefaultValue("PT12H") Duration session) {

    BrowserSettings {
        if (session.compareTo(Duration.ofSeconds(1)) < 0 || session.compareTo(Duration.ofDays(30)) > 0) {
            throw new IllegalArgumentException("holdfast.browser.session must be from PT1S to P30D");
        }
    }
}
