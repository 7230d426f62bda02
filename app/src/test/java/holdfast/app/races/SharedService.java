package holdfast.app.races;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the {@link Shop} of one service, which starts once for all of them. */
final class SharedService implements ParameterResolver {

    private static final Namespace RACES = Namespace.create(SharedService.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Shop.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getRoot()
                .getStore(RACES)
                .computeIfAbsent(RunningService.class, _ -> RunningService.start(), RunningService.class)
                .shop();
    }
}
