/** The service to compare with: rows, locks and one database function per command, as well made as that allows. */
@NullMarked
package holdfast.benchmark.baseline;

import org.jspecify.annotations.NullMarked;
