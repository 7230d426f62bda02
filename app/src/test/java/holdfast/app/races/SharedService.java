package holdfast.app.races;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests one service, or its {@link Shop}; it starts once for all of them. */
final class SharedService implements ParameterResolver {

    private static final Namespace RACES = Namespace.create(SharedService.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        Class<?> type = parameter.getParameter().getType();
        return type == Shop.class || type == RunningService.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        RunningService service = test.getRoot()
                .getStore(RACES)
                .computeIfAbsent(RunningService.class, _ -> RunningService.start(), RunningService.class);
        return parameter.getParameter().getType() == Shop.class ? service.shop() : service;
    }
}
