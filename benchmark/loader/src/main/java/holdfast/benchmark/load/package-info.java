/** Callers over HTTP that send their next request when the last one is answered, and what they keep count of. */
@NullMarked
package holdfast.benchmark.load;

import org.jspecify.annotations.NullMarked;
