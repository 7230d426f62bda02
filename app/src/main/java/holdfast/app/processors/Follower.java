package holdfast.app.processors;

import java.util.Set;

/**
 * One who follows the events from the first one on, with a processor of its own.
 *
 * @param name of the processor
 * @param aggregateTypes of the events that concern it
 * @param listener whose event handlers it calls: what none of them is for does not wake it
 * @param batch the most events that it takes by one transaction
 */
public record Follower(String name, Kind kind, Class<?> listener, Set<String> aggregateTypes, int batch) {

    /** What a follower makes of the events. */
    public enum Kind {
        /** Tables, which can be made anew at any time. */
        READ_MODEL,
        /** Commands, which must not be sent anew. */
        PROCESS
    }

    private static final int BATCH = 256;

    public static Follower process(String name, Class<?> listener, String... aggregateTypes) {
        return new Follower(name, Kind.PROCESS, listener, Set.of(aggregateTypes), BATCH);
    }

    public static Follower readModel(String name, Class<?> listener, int batch, String... aggregateTypes) {
        return new Follower(name, Kind.READ_MODEL, listener, Set.of(aggregateTypes), batch);
    }
}
