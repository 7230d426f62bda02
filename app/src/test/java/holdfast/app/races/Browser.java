package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.springframework.util.FileSystemUtils;

/** A person with a browser; it is a headless Chromium, which {@code bin/install-browser} installs. */
final class Browser implements AutoCloseable {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** More than there are links and fields on a page. */
    private static final int MOST_TABS = 150;

    private final ChromeDriver driver;
    private final URI service;
    private final Path profile;

    private Browser(ChromeDriver driver, URI service, Path profile) {
        this.driver = driver;
        this.service = service;
        this.profile = profile;
    }

    /** Whether there is one, or has to be. */
    static boolean isThere() {
        return "required".equals(System.getenv("HOLDFAST_BROWSER"))
                || (Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER));
    }

    static Browser open(URI service) {
        try {
            Path profile = Files.createTempDirectory("holdfast-browser");
            ChromeOptions options = new ChromeOptions();
            options.setBinary(CHROMIUM.toString());
            options.addArguments(
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--disable-dev-shm-usage",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--hide-scrollbars",
                    "--user-data-dir=" + profile);
            LoggingPreferences logs = new LoggingPreferences();
            logs.enable(LogType.BROWSER, Level.ALL);
            options.setCapability("goog:loggingPrefs", logs);
            ChromeDriverService driver = new ChromeDriverService.Builder()
                    .usingDriverExecutable(DRIVER.toFile())
                    .usingAnyFreePort()
                    .build();
            Browser browser = new Browser(new ChromeDriver(driver, options), service, profile);
            browser.size(1280, 900);
            return browser;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In CSS pixels, of the page itself. */
    void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    void dark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    void logIn(String key) {
        driver.manage().deleteAllCookies();
        go("/login");
        find("#key").sendKeys(key, Keys.ENTER);
    }

    void go(String path) {
        driver.get(service.resolve(path).toString());
    }

    String path() {
        return URI.create(Objects.requireNonNull(driver.getCurrentUrl())).getPath();
    }

    String query() {
        return Objects.requireNonNullElse(
                URI.create(Objects.requireNonNull(driver.getCurrentUrl())).getQuery(), "");
    }

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    List<WebElement> findAll(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /** Goes on from link to link and field to field until one has the focus, as who has no mouse does. */
    void tabTo(String css) {
        for (int i = 0; i < MOST_TABS && !hasFocus(css); i++) {
            press(Keys.TAB);
        }
        assertThat(hasFocus(css)).as("%s is reached by keys", css).isTrue();
    }

    private boolean hasFocus(String css) {
        return Boolean.TRUE.equals(run("return !!document.activeElement?.matches(arguments[0])", css));
    }

    /** The id of what has the focus. */
    String focused() {
        return String.valueOf(run("return document.activeElement.id"));
    }

    void awaitText(String css, String text) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(find(css).getText()).contains(text));
    }

    void awaitPath(String path) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(path()).isEqualTo(path));
    }

    @Nullable
    Object run(String script, @Nullable Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    @Nullable
    Object runUntilCalledBack(String script) {
        return driver.executeAsyncScript(script);
    }

    /** What the page's console was told since it was asked last: errors, warnings, violations of the policy. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(entry -> entry.getLevel() + " " + entry.getMessage())
                .toList();
    }

    /** The whole page as PNG, in Base64. */
    String picture(int width, int height) {
        Map<String, Object> clip = Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1);
        return String.valueOf(driver.executeCdpCommand(
                        "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", clip))
                .get("data"));
    }

    @Override
    public void close() {
        driver.quit();
        try {
            FileSystemUtils.deleteRecursively(profile);
        } catch (IOException stillInUse) {
            profile.toFile().deleteOnExit();
        }
    }
}
