package holdfast.app.api;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Knows that controllers answer JSON, so that whoever does not accept it is refused before anything is done. */
final class JsonRoutes extends RequestMappingHandlerMapping {

    @Override
    protected @Nullable RequestMappingInfo getMappingForMethod(Method method, Class<?> handlerType) {
        RequestMappingInfo route = super.getMappingForMethod(method, handlerType);
        if (route == null
                || !route.getProducesCondition().isEmpty()
                || !AnnotatedElementUtils.hasAnnotation(handlerType, RestController.class)) {
            return route;
        }
        return route.mutate().produces(MediaType.APPLICATION_JSON_VALUE).build();
    }
}
