package holdfast.app.idempotency;

import java.util.List;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/** Keeps answers beside the tables too, where those do not have the last word. */
public interface AnswerLog {

    /** Takes the answers of a group of commands, before it is committed. */
    void keep(List<KeptAnswer> answers, UnitOfWork<?> group);
}
