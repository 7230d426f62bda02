package holdfast.app.api.problem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.validation.Errors;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.annotation.HandlerMethodValidationException;

/** Turns what validation found into the {@code errors} of a {@code validation-failed} problem. */
final class FieldErrors {

    /** A field as the request names it, such as {@code lines[0].quantity}, and what is wrong with it. */
    record Entry(String field, String message) {}

    private FieldErrors() {}

    static Problem one(String field, String message) {
        return of(List.of(new Entry(field, message)));
    }

    static Problem of(Errors errors) {
        return of(entries(errors));
    }

    static Problem of(HandlerMethodValidationException failure) {
        return of(failure.getParameterValidationResults().stream()
                .flatMap(result -> entries(result).stream())
                .toList());
    }

    private static Problem of(List<Entry> entries) {
        List<Entry> sorted = new ArrayList<>(entries);
        // Validation reports in no fixed order; the same request gets the same answer.
        sorted.sort(Comparator.comparing(Entry::field).thenComparing(Entry::message));
        String detail = sorted.isEmpty()
                ? "A value is not acceptable."
                : "%s %s."
                        .formatted(sorted.getFirst().field(), sorted.getFirst().message());
        return ProblemType.VALIDATION_FAILED.because(detail).with("errors", sorted);
    }

    private static List<Entry> entries(Errors errors) {
        return errors.getAllErrors().stream().map(FieldErrors::entry).toList();
    }

    private static Entry entry(ObjectError error) {
        return new Entry(error instanceof FieldError field ? field.getField() : "", message(error));
    }

    private static List<Entry> entries(ParameterValidationResult result) {
        if (result instanceof ParameterErrors errors) {
            return entries((Errors) errors);
        }
        String name = nameOf(result.getMethodParameter());
        Integer index = result.getContainerIndex();
        String field = index == null ? name : name + "[" + index + "]";
        return result.getResolvableErrors().stream()
                .map(error -> new Entry(field, message(error)))
                .toList();
    }

    static String nameOf(MethodParameter parameter) {
        RequestParam param = parameter.getParameterAnnotation(RequestParam.class);
        PathVariable path = parameter.getParameterAnnotation(PathVariable.class);
        RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
        String given = param != null ? param.name() : path != null ? path.name() : header != null ? header.name() : "";
        return given.isEmpty() ? Objects.requireNonNullElse(parameter.getParameterName(), "") : given;
    }

    private static String message(MessageSourceResolvable error) {
        @Nullable String message = error.getDefaultMessage();
        return message == null ? "is not acceptable" : message;
    }
}
