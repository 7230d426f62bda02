/** States of long streams, kept beside the events so that nobody has to read a stream from its start. */
@NullMarked
package holdfast.app.snapshots;

import org.jspecify.annotations.NullMarked;
