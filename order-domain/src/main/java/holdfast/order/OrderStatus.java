package holdfast.order;

/** Where an order stands; {@code docs/architecture/order-states.md} has the whole table. */
public enum OrderStatus {
    /** Still being put together; holds nothing. */
    DRAFT,
    /** Asks for its stock. */
    PLACED,
    /** All its lines are held until the payment is due. */
    RESERVED,
    /** The stock did not suffice; nothing is held. */
    REJECTED,
    /** Paid in full; its holds are sales. */
    PAID,
    /** Handed over. */
    COMPLETED,
    /** Given up before it was paid; nothing is held. */
    CANCELLED,
    /** Taken back at the till before it was paid; nothing is held. */
    VOIDED,
    /** The payment did not come in time; nothing is held. */
    EXPIRED,
    /** All that was paid has been given back. */
    REFUNDED
}
