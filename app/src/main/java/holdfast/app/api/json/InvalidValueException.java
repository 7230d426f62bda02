package holdfast.app.api.json;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.exc.MismatchedInputException;

/** Says that a value has the right JSON type but is not acceptable, in words meant for the caller. */
public final class InvalidValueException extends MismatchedInputException {

    private static final long serialVersionUID = 1L;

    InvalidValueException(JsonParser parser, Class<?> target, String message) {
        super(parser, message, target);
    }
}
