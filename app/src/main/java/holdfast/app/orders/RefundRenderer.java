package holdfast.app.orders;

import holdfast.app.idempotency.Answer;
import holdfast.app.idempotency.AnswerRenderer;
import holdfast.app.idempotency.Reply;
import holdfast.order.OrderState;
import org.springframework.stereotype.Component;

/** Replies with an order as of the version that a refund brought it to. */
@Component
class RefundRenderer implements AnswerRenderer<Answer.OfRefund> {

    private static final int CREATED = 201;

    private final OrderStreams streams;

    RefundRenderer(OrderStreams streams) {
        this.streams = streams;
    }

    @Override
    public Class<Answer.OfRefund> kind() {
        return Answer.OfRefund.class;
    }

    @Override
    public Reply render(Answer.OfRefund answer) {
        OrderState order = streams.order(answer.orderId(), answer.version());
        OrderBody body = OrderBody.of(order, answer.paymentId(), answer.refundId());
        return Reply.of(CREATED, body, order.version())
                .withHeader(
                        "Location",
                        "/v1/orders/" + answer.orderId() + "/payments/" + answer.paymentId() + "/refunds/"
                                + answer.refundId());
    }
}
