package holdfast.app.feed;

import holdfast.app.api.PageRequest;
import holdfast.app.eventstore.EventTypes;
import holdfast.order.amendment.AmendmentEvent;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which events a client wants.
 *
 * @param types names of events; empty for all of them
 */
record FeedFilter(
        Set<String> types,
        @Nullable String aggregateType,
        @Nullable String aggregateId) {

    /** How a reserved order is changed is our own business: the feed has what came of it. */
    static final String INTERNAL_AGGREGATE = "Amendment";

    static final FeedFilter ALL = new FeedFilter(Set.of(), null, null);

    private static final Set<String> PUBLIC_TYPES = EventTypes.all().stream()
            .filter(type -> !AmendmentEvent.class.isAssignableFrom(type.payload()))
            .map(EventTypes.EventType::name)
            .collect(Collectors.toUnmodifiableSet());

    /** From the query parameters; a {@code validation-failed} problem when there is no such type. */
    static FeedFilter of(@Nullable String types, @Nullable String aggregateType, @Nullable String aggregateId) {
        return new FeedFilter(types == null ? Set.of() : named(types), aggregateType, aggregateId);
    }

    private static Set<String> named(String types) {
        Set<String> names = new TreeSet<>();
        for (String name : types.split(",", -1)) {
            String type = name.strip();
            if (!PUBLIC_TYPES.contains(type)) {
                throw PageRequest.invalid("types", "must be names of events, such as OrderPlaced,OrderPaid");
            }
            names.add(type);
        }
        return names;
    }

    boolean matches(FeedEvent event) {
        return (types.isEmpty() || types.contains(event.type()))
                && (aggregateType == null || aggregateType.equals(event.aggregateType()))
                && (aggregateId == null || aggregateId.equals(event.aggregateId()));
    }
}
