package holdfast.app.commandbus;

/** The keys of what travels beside a command. */
public final class CommandMetaData {

    /** Name of the key that the caller authenticated with; kept with each event. */
    public static final String ACTOR = "actor";

    /** W3C trace context of the request; kept with each event. */
    public static final String TRACE_PARENT = "traceparent";

    private CommandMetaData() {}
}
