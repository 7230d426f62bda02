package holdfast.app.eventstore;

import org.axonframework.eventhandling.TrackedEventMessage;

/** Keeps something in step with the store by looking at each event that was committed; it must be quick. */
public interface CommitObserver {

    /** Events come in the order of their positions; one may be shown again. */
    void on(TrackedEventMessage<?> event);

    /** Events were left out: whatever was known of the store may be out of date. */
    void lost();
}
