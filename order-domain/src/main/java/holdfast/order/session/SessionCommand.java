package holdfast.order.session;

import java.time.Instant;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of a user's sessions; all but {@link OpenSession} is about the latest one.
 *
 * <p>{@code expectedVersion} is the version of the user's stream that the sender knows, or null when any will do. Every
 * handler answers the {@link SessionState} after it.
 */
public sealed interface SessionCommand {

    UserId user();

    @Nullable
    Long expectedVersion();

    Instant at();

    /**
     * Starts a session, unless there is one that is not over.
     *
     * @param sessionId of the new one
     */
    record OpenSession(
            @TargetAggregateIdentifier UserId user,
            String sessionId,
            @Nullable Long expectedVersion,
            Instant at) implements SessionCommand {}

    /**
     * Puts other items in the place of all.
     *
     * @param currency of the prices
     */
    record ReplaceItems(
            @TargetAggregateIdentifier UserId user,
            List<SessionItem> items,
            String currency,
            @Nullable Long expectedVersion,
            Instant at)
            implements SessionCommand {}

    record RequestLogout(
            @TargetAggregateIdentifier UserId user,
            @Nullable Long expectedVersion,
            Instant at) implements SessionCommand {}

    record CompleteSession(
            @TargetAggregateIdentifier UserId user,
            @Nullable Long expectedVersion,
            Instant at) implements SessionCommand {}

    /**
     * Ends the session and gives its items to a tab.
     *
     * @param currency of the prices, and so of the order that takes the items
     */
    record AssignTab(
            @TargetAggregateIdentifier UserId user,
            String tab,
            String currency,
            @Nullable Long expectedVersion,
            Instant at)
            implements SessionCommand {}
}
