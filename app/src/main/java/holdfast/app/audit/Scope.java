package holdfast.app.audit;

import org.jspecify.annotations.Nullable;

/** What an audit is asked about: one SKU, or everything, payments included. */
record Scope(@Nullable String sku) {

    static final Scope ALL = new Scope(null);

    boolean isAll() {
        return sku == null;
    }

    boolean covers(String other) {
        return sku == null || sku.equals(other);
    }
}
