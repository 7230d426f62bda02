package holdfast.app.idempotency;

/**
 * Makes the reply of one kind of answer, the same one each time.
 *
 * @param <A> the kind
 */
public interface AnswerRenderer<A extends Answer> {

    Class<A> kind();

    Reply render(A answer);
}
