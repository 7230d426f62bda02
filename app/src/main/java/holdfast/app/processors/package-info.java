/** Who follows the events: the processors of read models and processes, how far they are, and how they are seen. */
@NullMarked
package holdfast.app.processors;

import org.jspecify.annotations.NullMarked;
