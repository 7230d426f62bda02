/** Runs this service and the baseline side by side and writes down what was measured. */
@NullMarked
package holdfast.benchmark;

import org.jspecify.annotations.NullMarked;
