/**
 * Proves from the events that no stock and no money went astray, and that the read models say the same.
 *
 * <p>One pass over the store in one snapshot: {@link holdfast.app.audit.AuditPass} folds the events into the
 * {@link holdfast.app.audit.Ledger}, an arithmetic of its own that shares nothing with the aggregates. What it remembers
 * is one account per stock item, per open hold and per order that is not settled yet, never one per event.
 */
@NullMarked
package holdfast.app.audit;

import org.jspecify.annotations.NullMarked;
