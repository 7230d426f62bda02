/** The limits of single request values, as annotations for request records and parameters. */
@NullMarked
package holdfast.app.api.validation;

import org.jspecify.annotations.NullMarked;
