package holdfast.app.reservation;

import holdfast.app.store.StoreSettings;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes up at once what a crashed process was working on, instead of waiting until its claims time out.
 *
 * <p>Only where this process has the store to itself, as the lock on the data folder makes sure.
 */
@Component
class AbandonedClaims implements SmartInitializingSingleton {

    private final JdbcClient jdbc;
    private final StoreSettings settings;

    AbandonedClaims(JdbcClient jdbc, StoreSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (settings.hasSoleWriter()) {
            release();
        }
    }

    private void release() {
        jdbc.sql("update token_entry set owner = null where owner is not null").update();
        jdbc.sql("update scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null where picked")
                .update();
    }
}
