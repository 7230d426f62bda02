package holdfast.app.orders;

import holdfast.order.OrderStatus;
import java.math.BigDecimal;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Shows an order as expired whose expiry is not recorded yet: nothing is due any more. */
@Component
class ExpiredBody {

    private final JsonMapper json;

    ExpiredBody(JsonMapper json) {
        this.json = json;
    }

    String of(String body) {
        ObjectNode order = (ObjectNode) json.readTree(body);
        int decimals = new BigDecimal(order.required("total").asString()).scale();
        order.put("status", OrderStatus.EXPIRED.name());
        order.put("amountDue", BigDecimal.ZERO.setScale(decimals).toPlainString());
        return json.writeValueAsString(order);
    }
}
