/** The description of the API for people and programs: words in the fragments under {@code openapi}, what follows from them here. */
@NullMarked
package holdfast.app.apidocs;

import org.jspecify.annotations.NullMarked;
