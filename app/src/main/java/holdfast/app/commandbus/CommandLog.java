package holdfast.app.commandbus;

import holdfast.order.OrderCommand;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Logs each command with its outcome, at the level debug: for whoever follows an order through the log. */
final class CommandLog {

    private static final Logger LOG = LoggerFactory.getLogger(CommandLog.class);

    private CommandLog() {}

    static void decided(List<WaitingCommand<?, ?>> group) {
        if (LOG.isDebugEnabled()) {
            group.forEach(CommandLog::log);
        }
    }

    private static void log(WaitingCommand<?, ?> command) {
        Object payload = command.payload();
        String name = payload.getClass().getSimpleName();
        String outcome = command.outcome().name().toLowerCase(Locale.ROOT);
        LoggingEventBuilder line = LOG.atDebug().addKeyValue("command", name).addKeyValue("outcome", outcome);
        String aggregateId = command.aggregateId();
        if (aggregateId != null) {
            line = line.addKeyValue("aggregateId", aggregateId);
        }
        if (payload instanceof OrderCommand ofOrder) {
            line = line.addKeyValue("orderId", ofOrder.orderId());
        }
        String context = command.traceParent();
        if (context != null) {
            line = line.addKeyValue("traceId", context.substring(3, 35));
        }
        line.log("{}: {}", name, outcome);
    }
}
