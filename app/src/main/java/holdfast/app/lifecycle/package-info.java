/** The end of the service: whoever asks is answered or refused, and nothing that was answered is lost. */
@NullMarked
package holdfast.app.lifecycle;

import org.jspecify.annotations.NullMarked;
