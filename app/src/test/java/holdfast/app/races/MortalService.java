package holdfast.app.races;

import holdfast.app.HoldfastApplication;
import holdfast.app.store.PreparedFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole service in this JVM, which can die at a commit: from then on nothing of it reaches the store. */
final class MortalService implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final Death death;
    private final Shop shop;

    private MortalService(ConfigurableApplicationContext context, Death death, Shop shop) {
        this.context = context;
        this.death = death;
        this.shop = shop;
    }

    static MortalService start(Path data, int lanes) throws IOException {
        Death death = new Death();
        ConfigurableApplicationContext context = new SpringApplicationBuilder(HoldfastApplication.class)
                .initializers(starting -> starting.getBeanFactory().addBeanPostProcessor(death))
                .run(
                        "--server.port=0",
                        "--holdfast.data-dir=" + PreparedFolder.of(data),
                        "--holdfast.commands.lanes=" + lanes);
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        String key = Files.readString(data.resolve("admin.key")).strip();
        return new MortalService(context, death, new Shop(URI.create("http://127.0.0.1:" + port), key));
    }

    Shop shop() {
        return shop;
    }

    JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    /** Sees the store also when the service cannot any more. */
    JdbcClient witness() {
        return death.witness();
    }

    void dieAt(Death.Boundary boundary) {
        long head = jdbc().sql("select coalesce(max(position), 0) from domain_event")
                .query(Long.class)
                .single();
        death.arm(boundary, head);
    }

    boolean isDead() {
        return death.hasCome();
    }

    @Override
    public void close() {
        context.close();
    }
}
