package holdfast.app.eventstore;

/** Takes part in every turn of this node, for a store that does not have the last word on its events. */
public interface TurnGuard {

    /** Before the turn, while nobody waits for this node; there is none when it throws. */
    void before();

    /** Within the turn: until its transaction ends nobody else appends. */
    void begun();
}
