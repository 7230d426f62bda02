package holdfast.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.inventory.StateTable.Cell;
import holdfast.inventory.StockDefinitionCommand.DefineStock;
import holdfast.inventory.StockDefinitionEvent.StockDefined;
import holdfast.inventory.StockRefusal.ScaleLowered;
import holdfast.inventory.StockRefusal.StaleVersion;
import holdfast.inventory.StockRefusal.TooManyDecimals;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.axonframework.test.aggregate.TestExecutor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StockDefinitionTest {

    private static final String BEANS = "beans";
    private static final Instant MONDAY = Instant.parse("2026-05-04T09:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-05-05T09:00:00Z");

    private final AggregateTestFixture<StockDefinition> definition = new AggregateTestFixture<>(StockDefinition.class);

    static List<Cell> cells() throws IOException {
        return StateTable.cells("stock-commands.md", "Definition");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cells")
    void the_cell_says_what_happens(Cell cell) {
        StockDefined known = new StockDefined(BEANS, "Beans", "kg", 2, null, BigDecimal.ZERO, MONDAY);
        TestExecutor<StockDefinition> given =
                cell.situation().equals("(none)") ? definition.givenNoPriorActivity() : definition.given(known);
        int scale = Integer.parseInt(cell.command().substring("DefineStock, scale ".length()));
        ResultValidator<StockDefinition> result = given.when(define("Beans", "kg", scale, null, null, null));
        switch (cell.content()) {
            case "StockDefined" ->
                result.expectEvents(new StockDefined(BEANS, "Beans", "kg", scale, null, BigDecimal.ZERO, TUESDAY));
            case "ScaleLowered" -> result.expectException(ScaleLowered.class).expectNoEvents();
            case "–" -> result.expectSuccessfulHandlerExecution().expectNoEvents();
            default -> throw new AssertionError("Not an outcome: " + cell.content());
        }
    }

    @Test
    void the_table_is_there() throws IOException {
        assertThat(cells()).hasSize(6);
    }

    @Nested
    class Before_anybody_described_it {

        @Test
        void a_full_description_is_taken_as_it_is() {
            definition
                    .givenNoPriorActivity()
                    .when(define("Beans", "kg", 2, "coffee", "1.50", null))
                    .expectEvents(new StockDefined(BEANS, "Beans", "kg", 2, "coffee", new BigDecimal("1.5"), TUESDAY))
                    .expectResultMessagePayload(state("Beans", "kg", 2, "coffee", "1.5", 1));
        }

        @Test
        void what_is_not_said_takes_its_default() {
            definition
                    .givenNoPriorActivity()
                    .when(define(null, null, null, null, null, null))
                    .expectEvents(new StockDefined(BEANS, BEANS, "piece", 0, null, BigDecimal.ZERO, TUESDAY))
                    .expectResultMessagePayload(state(BEANS, "piece", 0, null, "0", 1));
        }

        @Test
        void a_safety_stock_with_more_decimals_than_the_scale_is_refused() {
            definition
                    .givenNoPriorActivity()
                    .when(define("Beans", "kg", 1, null, "1.25", null))
                    .expectException(TooManyDecimals.class)
                    .expectExceptionMessage("SKU beans takes quantities with at most 1 decimals")
                    .expectNoEvents();
        }

        @Test
        void a_version_that_cannot_be_known_yet_is_refused() {
            definition
                    .givenNoPriorActivity()
                    .when(define("Beans", "kg", 2, null, null, 1L))
                    .expectException(StaleVersion.class)
                    .expectNoEvents();
        }
    }

    @Nested
    class Once_described {

        private final StockDefined described =
                new StockDefined(BEANS, "Beans", "kg", 2, "coffee", new BigDecimal("1.5"), MONDAY);

        @Test
        void the_same_description_again_changes_nothing() {
            definition
                    .given(described)
                    .when(define("Beans", "kg", 2, "coffee", "1.50", null))
                    .expectNoEvents()
                    .expectResultMessagePayload(state("Beans", "kg", 2, "coffee", "1.5", 1));
        }

        @Test
        void what_is_not_said_stays_as_it_was() {
            definition
                    .given(described)
                    .when(define(null, null, null, null, null, null))
                    .expectNoEvents()
                    .expectResultMessagePayload(state("Beans", "kg", 2, "coffee", "1.5", 1));
        }

        @Test
        void one_field_can_change_alone() {
            definition
                    .given(described)
                    .when(define(null, null, null, null, "0", null))
                    .expectEvents(new StockDefined(BEANS, "Beans", "kg", 2, "coffee", BigDecimal.ZERO, TUESDAY))
                    .expectResultMessagePayload(state("Beans", "kg", 2, "coffee", "0", 2));
        }

        @Test
        void the_scale_may_grow() {
            definition
                    .given(described)
                    .when(define(null, null, 3, null, "1.125", 1L))
                    .expectEvents(new StockDefined(BEANS, "Beans", "kg", 3, "coffee", new BigDecimal("1.125"), TUESDAY))
                    .expectResultMessagePayload(state("Beans", "kg", 3, "coffee", "1.125", 2));
        }

        @Test
        void the_scale_is_never_lowered() {
            definition
                    .given(described)
                    .when(define(null, null, 1, null, null, null))
                    .expectException(ScaleLowered.class)
                    .expectExceptionMessage("The scale of SKU beans is 2 and cannot be lowered")
                    .expectNoEvents();
        }

        @Test
        void a_safety_stock_with_more_decimals_than_the_scale_is_refused() {
            definition
                    .given(described)
                    .when(define(null, null, null, null, "1.125", null))
                    .expectException(TooManyDecimals.class)
                    .expectNoEvents();
        }

        @Test
        void a_change_with_a_stale_version_is_refused() {
            definition
                    .given(described, new StockDefined(BEANS, "Beans", "kg", 3, null, BigDecimal.ZERO, MONDAY))
                    .when(define("Coffee beans", null, null, null, null, 1L))
                    .expectException(StaleVersion.class)
                    .expectExceptionMessage("Version 1 was expected, the current one is 2")
                    .expectNoEvents();
        }

        @Test
        void a_lowered_scale_outranks_a_stale_version() {
            definition
                    .given(described)
                    .when(define(null, null, 0, null, null, 7L))
                    .expectException(ScaleLowered.class)
                    .expectNoEvents();
        }
    }

    private static DefineStock define(
            @Nullable String name,
            @Nullable String unit,
            @Nullable Integer scale,
            @Nullable String productId,
            @Nullable String safetyStock,
            @Nullable Long expectedVersion) {
        BigDecimal keptBack = safetyStock == null ? null : new BigDecimal(safetyStock);
        return new DefineStock(new SkuId(BEANS), name, unit, scale, productId, keptBack, expectedVersion, TUESDAY);
    }

    private static StockDefinitionState state(
            String name, String unit, int scale, @Nullable String productId, String safetyStock, long version) {
        return new StockDefinitionState(BEANS, name, unit, scale, productId, new BigDecimal(safetyStock), version);
    }
}
