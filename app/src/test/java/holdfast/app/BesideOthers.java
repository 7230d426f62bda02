package holdfast.app;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Set;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;

/**
 * Tests that run while those of other classes do; among themselves they run one after the other.
 *
 * <p>A class may say so when it brings its own services, processes and databases, touches nothing that all of this JVM
 * shares (system properties, Axon's clock, where the log goes), and asks nothing to happen within a few seconds, as the
 * machine does much else meanwhile. Whoever cannot promise the last two is {@link
 * org.junit.jupiter.api.parallel.Isolated} instead and runs when all others have ended. All remaining classes, and so
 * all that share one service, run one after the other.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(providers = BesideOthers.OneAtATime.class)
public @interface BesideOthers {

    /** A lock that nobody else asks for: it keeps the tests of a class, which would be concurrent too, in their order. */
    final class OneAtATime implements ResourceLocksProvider {

        @Override
        public Set<Lock> provideForClass(Class<?> test) {
            return Set.of(new Lock(test.getName()));
        }
    }
}
