package holdfast.app.commandbus;

import org.axonframework.commandhandling.distributed.AnnotationRoutingStrategy;
import org.axonframework.commandhandling.distributed.RoutingStrategy;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Which commands belong together: in a lane, and on a node where commands are routed. */
public final class AggregateRouting {

    /** By the aggregate id; nowhere in particular when there is none. */
    public static final RoutingStrategy BY_AGGREGATE_ID = AnnotationRoutingStrategy.builder()
            .fallbackRoutingStrategy(_ -> null)
            .annotationType(TargetAggregateIdentifier.class)
            .build();

    private AggregateRouting() {}
}
