package holdfast.app.races;

import holdfast.app.BesideOthers;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the {@link Shop} of one service, or the service itself, which starts once for all of them; tests that run
 * {@linkplain BesideOthers beside others} get one of their own.
 *
 * <p>The configuration parameter or system property {@value #TARGET} says which: {@code embedded} (the default), or
 * {@code postgres} or {@code axonserver} for a number of nodes on one server, such as {@code postgres-3}.
 */
final class SharedService implements ParameterResolver {

    static final String TARGET = "holdfast.test.target";

    private static final Namespace RACES = Namespace.create(SharedService.class);
    private static final String SERVER = "postgres-";
    private static final String AXON_SERVER = "axonserver-";

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        Class<?> type = parameter.getParameter().getType();
        return type == Shop.class || type == RunningService.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        String target = test.getConfigurationParameter(TARGET).orElse("embedded");
        Running running = sharers(test).getStore(RACES).computeIfAbsent(target, SharedService::start, Running.class);
        return parameter.getParameter().getType() == Shop.class ? running.shop() : running.service();
    }

    /** What happens beside the tests of all others would disturb them: such a class shares one with nobody. */
    private static ExtensionContext sharers(ExtensionContext test) {
        ExtensionContext outermost = test;
        while (outermost.getParent().flatMap(ExtensionContext::getTestClass).isPresent()) {
            outermost = outermost.getParent().orElseThrow();
        }
        return outermost.getRequiredTestClass().isAnnotationPresent(BesideOthers.class) ? outermost : test.getRoot();
    }

    private static Running start(String target) {
        if (target.startsWith(SERVER)) {
            return Nodes.start(Integer.parseInt(target.substring(SERVER.length())));
        }
        if (target.startsWith(AXON_SERVER)) {
            return Nodes.startOnAxonServer(Integer.parseInt(target.substring(AXON_SERVER.length())));
        }
        return RunningService.start();
    }

    /** Whatever a {@link Shop} can be had of until it is closed. */
    interface Running extends AutoCloseable {

        Shop shop();

        /** It, or one of its nodes. */
        RunningService service();
    }
}
