package holdfast.order.session;

/** Where a session stands; {@code docs/architecture/session-states.md} has the whole table. */
public enum SessionStatus {
    /** The user works on it. */
    ACTIVE,
    /** The user asked to log out; the session can still be completed or assigned. */
    PENDING_LOGOUT,
    /** Over, by completion or by the assignment of its items to a tab; it never changes again. */
    COMPLETED
}
