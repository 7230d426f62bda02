/** Read models, and how one is rebuilt beside the live one, compared with it, and takes its place. */
@NullMarked
package holdfast.app.readmodel;

import org.jspecify.annotations.NullMarked;
