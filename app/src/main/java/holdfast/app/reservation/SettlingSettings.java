package holdfast.app.reservation;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How orders are settled within the commit that asks for it.
 *
 * @param leftOrders the most orders with steps left to the process that are remembered; when there are more, all steps
 *     are left to it until it has caught up
 */
@Validated
@ConfigurationProperties("holdfast.settling")
record SettlingSettings(@DefaultValue("100000") @Min(1) int leftOrders) {}
