package holdfast.app.eventstore;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which of its events an event handler is for. The others are passed over without a transaction, which for most
 * events of an order is all that a process would do.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Where {

    /** Has a constructor without parameters. */
    Class<? extends EventCondition> value();
}
