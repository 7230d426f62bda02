package holdfast.app.security;

import holdfast.app.store.DataDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Makes the first key of a new store, before the first request is taken; all nodes of a store share that one. */
@Component
class AdminKey implements SmartInitializingSingleton {

    static final String FILE = "admin.key";

    private static final Logger LOG = LoggerFactory.getLogger(AdminKey.class);
    private static final Caller ADMIN = new Caller("admin", "ADMIN");
    /** Any number that nobody else locks: the ASCII codes of "hf-admin". */
    private static final long LOCK = 0x68662d61646d696eL;

    private final ApiKeys keys;
    private final DataDirectory directory;
    private final JdbcClient jdbc;
    private final TransactionOperations transaction;

    AdminKey(ApiKeys keys, DataDirectory directory, JdbcClient jdbc, TransactionOperations transaction) {
        this.keys = keys;
        this.directory = directory;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (keys.isEmpty()) {
            transaction.executeWithoutResult(status -> makeUnlessAnotherNodeHas());
        }
    }

    private void makeUnlessAnotherNodeHas() {
        jdbc.sql("select pg_advisory_xact_lock(?)")
                .param(LOCK)
                .query((row, number) -> true)
                .list();
        if (keys.isEmpty()) {
            // The file comes first: a crash in between leaves a key that the next start takes up, none that is lost.
            keys.add(directory.read(FILE).map(AdminKey::fromFile).orElseGet(this::newKey), ADMIN);
            LOG.info("The admin key is in {}", directory.resolve(FILE));
        }
    }

    private ApiKey newKey() {
        ApiKey key = ApiKey.random();
        directory.writeSecret(FILE, key.secret());
        return key;
    }

    private static ApiKey fromFile(String text) {
        return ApiKey.parse(text)
                .orElseThrow(() -> new IllegalStateException(
                        "The file " + FILE + " in the data folder holds no key: remove it to have a new one made"));
    }
}
