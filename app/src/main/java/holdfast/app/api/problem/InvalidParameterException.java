package holdfast.app.api.problem;

/** Says in words for the caller why the text of a path, query or header parameter is not acceptable. */
public final class InvalidParameterException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public InvalidParameterException(IllegalArgumentException reason) {
        super(reason.getMessage());
    }
}
