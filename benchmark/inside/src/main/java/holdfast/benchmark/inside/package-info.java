/** Measures parts of the service in its own process, without HTTP. */
@NullMarked
package holdfast.benchmark.inside;

import org.jspecify.annotations.NullMarked;
