package holdfast.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JacksonException;
import holdfast.client.api.MoneyApi;
import holdfast.client.api.OrdersApi;
import holdfast.client.api.StockApi;
import holdfast.client.model.CreateOrder;
import holdfast.client.model.DefineSku;
import holdfast.client.model.InsufficientStockProblem;
import holdfast.client.model.NewLine;
import holdfast.client.model.NonNegativeInput;
import holdfast.client.model.Order;
import holdfast.client.model.OrderStatus;
import holdfast.client.model.PayOrder;
import holdfast.client.model.PositiveInput;
import holdfast.client.model.ReceiveStock;
import holdfast.client.model.Stock;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that is generated from the served document takes a shop through its day. */
class GeneratedClientTest {

    @TempDir
    static Path folder;

    private static ServiceJar service;
    private static StockApi stock;
    private static OrdersApi orders;
    private static MoneyApi money;

    @BeforeAll
    static void start() throws Exception {
        service = ServiceJar.start(folder);
        ApiClient client = service.client();
        stock = new StockApi(client);
        orders = new OrdersApi(client);
        money = new MoneyApi(client);
    }

    @AfterAll
    static void stop() throws Exception {
        service.close();
    }

    @Test
    void defines_receives_orders_pays_and_reads() throws Exception {
        received("beans", "11.52");

        Order placed = orders.createOrder(order("o-1", "beans", "5"), null, null, null);
        assertThat(placed.getStatus()).isEqualTo(OrderStatus.RESERVED);
        assertThat(placed.getTotal()).isEqualTo("62.50");
        assertThat(placed.getPaymentDueAt()).isAfter(placed.getPlacedAt());

        ApiResponse<Order> paid = money.payOrderWithHttpInfo("o-1", payment("62.50"), "\"2\"", "till-3/0815", null);
        assertThat(paid.getStatusCode()).isEqualTo(201);
        assertThat(paid.getData().getStatus()).isEqualTo(OrderStatus.PAID);
        assertThat(paid.getHeaders().get("etag")).containsExactly("\"4\"");

        ApiResponse<Order> again = money.payOrderWithHttpInfo("o-1", payment("62.50"), "\"2\"", "till-3/0815", null);
        assertThat(again.getHeaders().get("idempotent-replayed")).containsExactly("true");

        Long position = Long.valueOf(paid.getHeaders().get("x-position").getFirst());
        assertThat(orders.getOrder("o-1", null, null, position).getPayments()).hasSize(1);
        assertThat(orders.listOrders(OrderStatus.PAID, null, null, null, null, null, null, null, position)
                        .getItems())
                .extracting(Order::getOrderId)
                .containsExactly("o-1");
    }

    @Test
    void learns_what_is_available_from_a_refusal() throws Exception {
        received("rice", "3");

        assertThatThrownBy(() -> orders.createOrder(order("o-2", "rice", "4"), null, null, null))
                .isInstanceOfSatisfying(ApiException.class, refused -> {
                    assertThat(refused.getCode()).isEqualTo(409);
                    InsufficientStockProblem problem = problem(refused);
                    assertThat(problem.getOrderId()).isEqualTo("o-2");
                    assertThat(problem.getShortages()).singleElement().satisfies(shortage -> {
                        assertThat(shortage.getSku()).isEqualTo("rice");
                        assertThat(shortage.getRequested()).isEqualTo("4");
                        assertThat(shortage.getAvailable()).isEqualTo("3");
                    });
                });
        assertThat(orders.getOrder("o-2", null, null, null).getStatus()).isEqualTo(OrderStatus.REJECTED);
    }

    private static void received(String sku, String quantity) throws ApiException {
        Stock defined =
                stock.defineSku(sku, new DefineSku().name(sku).unit("kg").scale(2), null, null, null);
        assertThat(defined.getOnHand()).isEqualTo("0");
        ReceiveStock receipt =
                new ReceiveStock().quantity(new PositiveInput(quantity)).reference("PO-7");
        assertThat(stock.receiveStock(sku, receipt, null, null, null).getAfter().getOnHand())
                .isEqualTo(quantity);
    }

    private static CreateOrder order(String orderId, String sku, String quantity) {
        NewLine line =
                new NewLine().sku(sku).quantity(new PositiveInput(quantity)).unitPrice(new NonNegativeInput("12.50"));
        return new CreateOrder().orderId(orderId).currency("EUR").addLinesItem(line);
    }

    private static PayOrder payment(String amount) {
        return new PayOrder().paymentId("p-1").amount(new PositiveInput(amount)).method("CARD");
    }

    private static InsufficientStockProblem problem(ApiException refused) {
        try {
            return ApiClient.createDefaultObjectMapper()
                    .readValue(refused.getResponseBody(), InsufficientStockProblem.class);
        } catch (JacksonException e) {
            throw new AssertionError(e);
        }
    }
}
