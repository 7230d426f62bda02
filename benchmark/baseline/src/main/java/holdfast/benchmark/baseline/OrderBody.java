package holdfast.benchmark.baseline;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** An order that is about to be reserved, in the shape that the contract gives it. */
record OrderBody(
        String orderId,
        String status,
        long version,
        @Nullable String customerId,
        @Nullable String tab,
        String currency,
        List<Line> lines,
        @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal total,
        @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal paid,
        @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal amountDue,
        List<String> payments,
        Instant paymentDueAt,
        Instant placedAt,
        Instant updatedAt) {

    private static final Duration PAYMENT_WINDOW = Duration.ofMinutes(15);
    private static final int CENTS = 2;

    record Line(
            String lineId,
            String sku,
            String location,
            @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal quantity,
            @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal unitPrice,
            @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal amount) {}

    static OrderBody reserved(OrderRequest request, Instant time) {
        Instant now = time.truncatedTo(ChronoUnit.MICROS);
        List<Line> lines = IntStream.range(0, request.lines().size())
                .mapToObj(i -> line(i, request.lines().get(i)))
                .toList();
        BigDecimal total = lines.stream().map(Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new OrderBody(
                Objects.requireNonNullElseGet(
                        request.orderId(), () -> UUID.randomUUID().toString()),
                "RESERVED",
                1,
                request.customerId(),
                request.tab(),
                request.currency(),
                lines,
                total,
                BigDecimal.ZERO,
                total,
                List.of(),
                now.plus(Objects.requireNonNullElse(request.paymentWindow(), PAYMENT_WINDOW)),
                now,
                now);
    }

    private static Line line(int index, OrderRequest.Line line) {
        BigDecimal amount = line.quantity().multiply(line.unitPrice()).setScale(CENTS, RoundingMode.HALF_EVEN);
        String lineId = Objects.requireNonNullElseGet(line.lineId(), () -> Integer.toString(index + 1));
        return new Line(lineId, line.sku(), "main", line.quantity(), line.unitPrice(), amount);
    }
}
