package holdfast.app.orders;

import holdfast.app.idempotency.Answer;
import holdfast.app.idempotency.AnswerRenderer;
import holdfast.app.idempotency.Reply;
import holdfast.order.OrderState;
import org.springframework.stereotype.Component;

/** Replies with an order as of the version that a command brought it to. */
@Component
class OrderRenderer implements AnswerRenderer<Answer.OfOrder> {

    private final OrderStreams streams;

    OrderRenderer(OrderStreams streams) {
        this.streams = streams;
    }

    @Override
    public Class<Answer.OfOrder> kind() {
        return Answer.OfOrder.class;
    }

    @Override
    public Reply render(Answer.OfOrder answer) {
        OrderState order = streams.order(answer.orderId(), answer.version());
        int status = answer.version() == 1 ? answer.createdStatus() : answer.status();
        Reply reply = Reply.of(status, OrderBody.of(order, answer.paymentId()), order.version());
        return answer.paymentId() == null
                ? reply
                : reply.withHeader("Location", "/v1/orders/" + answer.orderId() + "/payments/" + answer.paymentId());
    }
}
