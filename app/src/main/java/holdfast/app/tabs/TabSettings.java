package holdfast.app.tabs;

import org.joda.money.CurrencyUnit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the service deals in.
 *
 * @param currency ISO 4217 code of the prices in sessions and of the orders that tabs open
 */
@ConfigurationProperties("holdfast")
public record TabSettings(@DefaultValue("EUR") String currency) {

    public TabSettings {
        CurrencyUnit.of(currency); // an unknown one must end the start, not the first assignment
    }
}
