package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The description of the API for people: open to them, and from this service alone. */
@ExtendWith(SharedService.class)
class SwaggerUiTest {

    private static final String PAGE = "/swagger-ui/index.html";

    @Test
    void is_open_to_everybody_under_a_strict_policy(Shop shop) throws IOException {
        HttpResponse<InputStream> page = open(shop, PAGE);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
                .doesNotContain("unsafe");
        assertThat(text(page)).contains("Holdfast API").doesNotContain("://");
    }

    @Test
    void starts_with_the_document_of_this_service(Shop shop) throws IOException {
        assertThat(text(open(shop, "/swagger-ui/swagger-initializer.js")))
                .contains("\"../v3/api-docs\"")
                .doesNotContain("petstore");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/swagger-ui.html", "/swagger-ui", "/swagger-ui/"})
    void is_found_under_its_usual_addresses(String path, Shop shop) throws IOException {
        HttpResponse<InputStream> answer = open(shop, path);

        answer.body().close();
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith(PAGE);
    }

    @Test
    @EnabledIf(
            value = "holdfast.app.races.Browser#isThere",
            disabledReason = "there is no Chromium with its driver: bin/install-browser installs them")
    void shows_a_call_in_a_browser_that_has_nothing_to_complain_of(Shop shop) {
        try (Browser browser = Browser.open(shop.service())) {
            browser.go(PAGE + "#/Money/payOrder");

            browser.awaitText("#operations-Money-payOrder", "exactly one wins");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static HttpResponse<InputStream> open(Shop shop, String path) {
        return shop.as("hf_nobody").open(ShopRequest.get(path));
    }

    private static String text(HttpResponse<InputStream> answer) throws IOException {
        try (InputStream body = answer.body()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
