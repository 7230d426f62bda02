package holdfast.benchmark.load;

/** What a request asks for. */
public enum Kind {
    PLACE,
    PAY,
    READ_ORDER,
    READ_STOCK
}
