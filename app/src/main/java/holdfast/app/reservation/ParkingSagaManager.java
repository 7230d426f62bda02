package holdfast.app.reservation;

import holdfast.app.commandbus.OutcomeUnknown;
import holdfast.order.OrderEvent;
import java.util.function.Predicate;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.Segment;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.Decisions;
import org.axonframework.messaging.deadletter.EnqueueDecision;
import org.axonframework.messaging.deadletter.GenericDeadLetter;
import org.axonframework.messaging.deadletter.SequencedDeadLetterProcessor;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.saga.AnnotatedSagaManager;
import org.axonframework.modelling.saga.SagaRepository;
import org.axonframework.modelling.saga.repository.AnnotatedSagaRepository;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Hands events to the reservation sagas; one that cannot be handled is tried again, then parked and never skipped.
 *
 * <p>Behind a parked event all later ones of the same order are parked too, in their order, while other orders go on.
 * When the store itself fails nothing is parked: the processor stops there and tries again. Axon's own dead-letter
 * support covers event handlers but not sagas.
 */
final class ParkingSagaManager extends AnnotatedSagaManager<ReservationSaga>
        implements SequencedDeadLetterProcessor<EventMessage<?>> {

    private static final Logger LOG = LoggerFactory.getLogger(ParkingSagaManager.class);
    private static final int ATTEMPTS = 3;
    private static final long FIRST_PAUSE_MILLIS = 25;

    private final SequencedDeadLetterQueue<EventMessage<?>> parked;
    private final TransactionManager transactions;

    private ParkingSagaManager(
            Builder<ReservationSaga> builder,
            SequencedDeadLetterQueue<EventMessage<?>> parked,
            TransactionManager transactions) {
        super(builder);
        this.parked = parked;
        this.transactions = transactions;
    }

    static ParkingSagaManager create(Configuration configuration, SequencedDeadLetterQueue<EventMessage<?>> parked) {
        SagaRepository<ReservationSaga> repository = AnnotatedSagaRepository.<ReservationSaga>builder()
                .sagaType(ReservationSaga.class)
                .sagaStore(configuration.getComponent(SagaStore.class))
                .resourceInjector(configuration.resourceInjector())
                .parameterResolverFactory(configuration.parameterResolverFactory())
                .handlerDefinition(configuration.handlerDefinition(ReservationSaga.class))
                .build();
        Builder<ReservationSaga> builder = AnnotatedSagaManager.<ReservationSaga>builder()
                .sagaType(ReservationSaga.class)
                .sagaFactory(ReservationSaga::new)
                .sagaRepository(repository)
                .parameterResolverFactory(configuration.parameterResolverFactory())
                .handlerDefinition(configuration.handlerDefinition(ReservationSaga.class))
                .listenerInvocationErrorHandler(PropagatingErrorHandler.instance());
        return new ParkingSagaManager(builder, parked, configuration.getComponent(TransactionManager.class));
    }

    @Override
    public void handle(EventMessage<?> event, Segment segment) throws Exception {
        String order = sequenceOf(event);
        if (parked.enqueueIfPresent(order, () -> new GenericDeadLetter<EventMessage<?>>(order, event))) {
            LOG.warn(
                    "Parked {} of order {} behind an earlier one",
                    event.getPayloadType().getSimpleName(),
                    order);
            return;
        }
        try {
            handleWithRetries(event, segment);
        } catch (RuntimeException failure) {
            if (isOfTheStore(failure)) {
                throw failure;
            }
            LOG.error("Parked {} of order {}", event.getPayloadType().getSimpleName(), order, failure);
            parked.enqueue(order, new GenericDeadLetter<EventMessage<?>>(order, event, failure));
        }
    }

    private void handleWithRetries(EventMessage<?> event, Segment segment) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                super.handle(event, segment);
                return;
            } catch (RuntimeException failure) {
                if (attempt == ATTEMPTS || isOfTheStore(failure)) {
                    throw failure;
                }
                Thread.sleep(FIRST_PAUSE_MILLIS << (2 * attempt));
            }
        }
    }

    private static boolean isOfTheStore(RuntimeException failure) {
        return failure instanceof OutcomeUnknown
                || failure instanceof DataAccessException
                || failure instanceof TransactionException;
    }

    private static String sequenceOf(EventMessage<?> event) {
        return event.getPayload() instanceof OrderEvent order ? order.orderId() : event.getIdentifier();
    }

    /** Each event in a transaction of its own: what is handled stays so when a later one fails again. */
    @Override
    public boolean process(Predicate<DeadLetter<? extends EventMessage<?>>> which) {
        return parked.process(which, this::retry);
    }

    private EnqueueDecision<EventMessage<?>> retry(DeadLetter<? extends EventMessage<?>> letter) {
        DefaultUnitOfWork<EventMessage<?>> work = DefaultUnitOfWork.startAndGet(letter.message());
        work.attachTransaction(transactions);
        ResultMessage<?> result = work.executeWithResult(() -> {
            super.handle(letter.message(), Segment.ROOT_SEGMENT);
            return null;
        });
        if (!result.isExceptional()) {
            return Decisions.evict();
        }
        LOG.warn("Still parked: {}", letter.message().getPayload(), result.exceptionResult());
        return Decisions.requeue(result.exceptionResult());
    }
}
