package holdfast.order.session;

/** Names the stream of a user's sessions, written {@code user:name}: an order may have the same id as a user. */
public record UserId(String user) {

    @Override
    public String toString() {
        return "user:" + user;
    }
}
