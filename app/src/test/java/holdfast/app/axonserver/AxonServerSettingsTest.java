package holdfast.app.axonserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import holdfast.app.BesideOthers;
import holdfast.app.store.NodeName;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** How the server is reached, by environment variables; against a stand-in that asks for TLS and a token. */
@BesideOthers
class AxonServerSettingsTest {

    private static final String TOKEN = "token-of-a-test";
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    static Path folder;

    private static StandInServer server;

    private final List<AxonServerConnectionManager> opened = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        keytool(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "server",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost");
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "server",
                "-file",
                certificate().toString());
        server = StandInServer.start(0, TOKEN, tls());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void disconnect() {
        opened.forEach(AxonServerConnectionManager::shutdown);
    }

    private static Path certificate() {
        return folder.resolve("server.crt");
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", folder.resolve("server.p12").toString(), "-storetype", "PKCS12"));
        command.addAll(List.of("-storepass", new String(PASSWORD)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static SslContext tls() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(folder.resolve("server.p12"))) {
            keys.load(file, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        return GrpcSslContexts.configure(SslContextBuilder.forServer(managers)).build();
    }

    private static Environment environment(Map<String, Object> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables));
        return environment;
    }

    private static Map<String, Object> right() {
        return new HashMap<>(Map.of(
                "AXON_AXONSERVER_SERVERS",
                server.address(),
                "AXON_AXONSERVER_TOKEN",
                TOKEN,
                "AXON_AXONSERVER_SSLENABLED",
                "true",
                "AXON_AXONSERVER_CERTFILE",
                certificate().toString()));
    }

    private EventLog log(Map<String, Object> variables) {
        Environment environment = environment(variables);
        AxonServerMode mode = new AxonServerMode();
        LastFailure failure = mode.lastFailure();
        LogSettings settings = new LogSettings(Duration.ofSeconds(10), Duration.ofSeconds(10));
        AxonServerConnectionManager connections =
                mode.axonServerConnections(environment, new NodeName(), failure, settings);
        opened.add(connections);
        return mode.eventLog(connections, environment, failure, settings);
    }

    @Test
    void without_settings_it_is_asked_for_on_this_machine_in_the_default_context() {
        AxonServerConfiguration settings = AxonServerMode.settings(environment(Map.of()));

        assertThat(settings.getServers()).isEqualTo("localhost");
        assertThat(settings.routingServers())
                .singleElement()
                .satisfies(node -> assertThat(node.getGrpcPort()).isEqualTo(8124));
        assertThat(settings.getContext()).isEqualTo("default");
        assertThat(settings.getComponentName()).isEqualTo("holdfast");
        assertThat(settings.getToken()).isNull();
        assertThat(settings.isSslEnabled()).isFalse();
    }

    @Test
    void environment_variables_name_several_servers_a_context_a_token_and_a_certificate() {
        AxonServerConfiguration settings = AxonServerMode.settings(environment(Map.of(
                "AXON_AXONSERVER_SERVERS", "axon-1:8124,axon-2:8125",
                "AXON_AXONSERVER_CONTEXT", "shop",
                "AXON_AXONSERVER_TOKEN", TOKEN,
                "AXON_AXONSERVER_SSLENABLED", "true",
                "AXON_AXONSERVER_CERTFILE", "/run/secrets/axon.crt")));

        assertThat(settings.routingServers())
                .extracting(node -> node.getHostName() + ":" + node.getGrpcPort())
                .containsExactly("axon-1:8124", "axon-2:8125");
        assertThat(settings.getContext()).isEqualTo("shop");
        assertThat(settings.getToken()).isEqualTo(TOKEN);
        assertThat(settings.isSslEnabled()).isTrue();
        assertThat(settings.getCertFile()).isEqualTo("/run/secrets/axon.crt");
    }

    @Test
    void with_its_token_and_its_certificate_a_strict_server_answers() {
        assertThat(log(right()).lastToken()).isEqualTo(-1);
    }

    @Test
    void a_wrong_token_is_named_as_what_is_wrong() {
        Map<String, Object> variables = right();
        variables.put("AXON_AXONSERVER_TOKEN", "another");

        assertThatThrownBy(() -> log(variables).lastToken())
                .isInstanceOf(LogUnavailable.class)
                .hasMessageContaining(server.address())
                .hasMessageContaining("Invalid token");
    }

    @Test
    void a_server_whose_certificate_is_not_trusted_is_told_nothing() {
        Map<String, Object> variables = right();
        variables.remove("AXON_AXONSERVER_CERTFILE");

        assertThatThrownBy(() -> log(variables).lastToken())
                .isInstanceOf(LogUnavailable.class)
                .hasMessageContaining("certification path");
    }
}
