package holdfast.app.idempotency;

import holdfast.app.api.problem.Problem;
import holdfast.app.api.problem.RefusalProblems;
import holdfast.inventory.StockRefusal;
import holdfast.inventory.cart.CartRefusal;
import holdfast.order.OrderRefusal;
import holdfast.order.session.SessionRefusal;
import java.util.Optional;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * Records the answer of each command that came with a claim, in the transaction of its effect.
 *
 * <p>A refusal commits too, without events: it is checked and so does not roll back.
 */
@Component
class IdempotencyInterceptor implements MessageHandlerInterceptor<CommandMessage<?>> {

    private final IdempotencyRecords records;

    IdempotencyInterceptor(IdempotencyRecords records) {
        this.records = records;
    }

    @Override
    public @Nullable Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain)
            throws Exception {
        if (!(work.getMessage().getMetaData().get(Claim.META_DATA) instanceof Claim claim)) {
            return chain.proceed();
        }
        try {
            Object result = chain.proceed();
            records.insert(claim, claim.pending().completedBy(result), work);
            return result;
        } catch (OrderRefusal | StockRefusal | SessionRefusal | CartRefusal refusal) {
            Optional<Problem> lasting = RefusalProblems.lasting(refusal);
            if (lasting.isEmpty() && records.find(claim.scope()).isPresent()) {
                // Refused because it had taken effect already, and nobody here knew when it was sent again.
                throw new DuplicateKeyException("Answered meanwhile", refusal);
            }
            lasting.ifPresent(problem -> records.insert(claim, new Answer.OfRefusal(problem.toJson()), work));
            throw refusal;
        }
    }
}
