package holdfast.app.sessions;

import holdfast.app.eventstore.EventStreams;
import holdfast.app.eventstore.StreamKind;
import holdfast.app.eventstore.StreamReaders;
import holdfast.app.snapshots.SnapshotTypes;
import holdfast.order.session.SessionEvent;
import holdfast.order.session.SessionState;
import holdfast.order.session.UserId;
import org.springframework.stereotype.Component;

/** The committed state of users' sessions, now and at any past version. */
@Component
class SessionStreams {

    private final EventStreams<SessionState, SessionEvent> sessions;

    SessionStreams(StreamReaders readers) {
        sessions = readers.reader(new StreamKind<>(
                SessionEvent.class,
                SessionState.NONE,
                SessionState::evolve,
                SessionState::version,
                SessionEvent::at,
                SnapshotTypes.SESSION));
    }

    /** The latest session of a user; with version 0 when there never was one. */
    SessionState latest(String userId) {
        return sessions.head(new UserId(userId).toString());
    }

    /** The session that was the latest one as of a version of the user's stream. */
    SessionState latest(String userId, long version) {
        return sessions.at(new UserId(userId).toString(), version);
    }
}
