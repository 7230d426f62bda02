/** The same key never takes effect twice: answers are recorded in the transaction of their effect. */
@NullMarked
package holdfast.app.idempotency;

import org.jspecify.annotations.NullMarked;
