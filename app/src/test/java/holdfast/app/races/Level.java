package holdfast.app.races;

/** Stock exactly as the service prints it. */
record Level(String onHand, String reserved, String available) {

    /** Nothing is held: all that is on hand can be had. */
    static Level free(String onHand) {
        return new Level(onHand, "0", onHand);
    }

    static Level of(ShopAnswer stock) {
        return new Level(stock.text("onHand"), stock.text("reserved"), stock.text("available"));
    }
}
