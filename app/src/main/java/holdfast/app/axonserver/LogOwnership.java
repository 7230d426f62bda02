package holdfast.app.axonserver;

import holdfast.app.store.StoreMode;
import holdfast.app.store.StoreSettings;
import holdfast.app.store.StoreStartException;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A database belongs to its log for good, and one that began without a log never gets one. */
@Component
class LogOwnership implements SmartInitializingSingleton {

    private final JdbcClient jdbc;
    private final boolean used;

    LogOwnership(JdbcClient jdbc, StoreSettings settings) {
        this.jdbc = jdbc;
        this.used = settings.mode() == StoreMode.AXONSERVER;
    }

    @Override
    public void afterSingletonsInstantiated() {
        boolean owned = exists("event_log");
        if (owned && !used) {
            throw new StoreStartException(
                    "The events of this database are kept in Axon Server: it only follows them.",
                    "Start with holdfast.mode=axonserver.");
        }
        if (!owned && used && exists("domain_event")) {
            throw new StoreStartException(
                    "This database has events that Axon Server was never given.",
                    "Start with the mode that it was used with, or give holdfast.mode=axonserver an empty database.");
        }
        if (used) {
            jdbc.sql("insert into event_log (turn, token) values (0, -1) on conflict do nothing")
                    .update();
        }
    }

    private boolean exists(String table) {
        return jdbc.sql("select exists (select 1 from " + table + ")")
                .query(Boolean.class)
                .single();
    }
}
