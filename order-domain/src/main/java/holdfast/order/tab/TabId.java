package holdfast.order.tab;

/** Names the stream of a tab, written {@code tab:name}: an order may have the same id as a tab. */
public record TabId(String tab) {

    @Override
    public String toString() {
        return "tab:" + tab;
    }
}
