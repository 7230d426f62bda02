package holdfast.app.audit;

/** What can be wrong; the names are part of the answer. */
enum Kind {
    /** A version of a stream is missing or was given twice. */
    SEQUENCE_BROKEN(false),
    EVENT_UNREADABLE(false),
    /** An event names another item or order than the stream that it is in. */
    EVENT_IN_WRONG_STREAM(false),
    QUANTITY_NOT_POSITIVE(false),
    ON_HAND_NEGATIVE(false),
    /** Reserved fell below zero or rose above on hand. */
    RESERVED_OUT_OF_RANGE(false),
    RESERVED_NOT_SUM_OF_HOLDS(false),
    /** After a count something else is on hand than was counted. */
    COUNT_DIFFERS(false),
    /** Goods arrived that nobody had sent, or others than were sent. */
    ARRIVED_NOT_SENT(false),
    /** Goods left another location and the process that lets them arrive has gone past it. */
    TRANSFER_NOT_ARRIVED(false),
    RELEASED_NOT_HELD(true),
    SOLD_NOT_HELD(true),
    SOLD_NOT_PAID(true),
    EXTENDED_NOT_HELD(true),
    /** A hold went from a cart to an order and was not there, or not in that quantity. */
    TAKEN_OVER_NOT_HELD(true),
    /** A hold went from a cart to an order that the cart had not given it to. */
    TAKEN_OVER_NOT_GIVEN(true),
    /** Goods came back that no refund named, or not as many as it named. */
    RETURNED_DIFFERS_FROM_REFUND(true),
    HOLD_WITHOUT_LIVE_ORDER(true),
    HOLD_DIFFERS_FROM_ORDER(true),
    SOLD_DIFFERS_FROM_ORDER(true),
    /** An order was placed and the reservation process has gone past it without a decision. */
    ORDER_UNDECIDED(true),
    ORDER_EVENT_OUT_OF_STATE(true),
    HOLD_WITHOUT_LIVE_CART(true),
    HOLD_DIFFERS_FROM_CART(true),
    SOLD_NOT_COMMITTED(true),
    SOLD_DIFFERS_FROM_CART(true),
    /** A cart asked for its stock and the process has gone past it without a decision. */
    CART_UNDECIDED(true),
    CART_EVENT_OUT_OF_STATE(true),
    PAYMENT_NOT_DUE(true),
    PAYMENT_REPEATED(true),
    PAID_DIFFERS_FROM_TOTAL(true),
    /** Stock is held until a time that nobody watches, or a later one than is watched. */
    DEADLINE_NOT_WATCHED(true),
    STOCK_DEFINITION_DIFFERS(false),
    STOCK_LEVEL_DIFFERS(false),
    STOCK_HOLD_DIFFERS(false),
    MOVEMENT_DIFFERS(false),
    MOVEMENT_WITHOUT_EVENT(false),
    /** An order is shown in lists otherwise than its events made it. */
    ORDER_ROW_DIFFERS(true),
    /** An order is found by a SKU that is not on it, or not by one that is. */
    ORDER_SKU_DIFFERS(true),
    ORDER_COUNT_DIFFERS(false),
    ORDER_MINUTE_DIFFERS(false),
    OPEN_TAB_DIFFERS(false);

    private final boolean ofOrder;

    Kind(boolean ofOrder) {
        this.ofOrder = ofOrder;
    }

    /** Whether the events of the order or cart belong to the story. */
    boolean isOfOrder() {
        return ofOrder;
    }
}
