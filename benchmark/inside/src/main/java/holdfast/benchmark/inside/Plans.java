package holdfast.benchmark.inside;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Explains the statements that a request runs, as its log tells them: with the values that they had. */
final class Plans {

    private static final String LOG = "org.springframework.jdbc.core";
    private static final Pattern STATEMENT = Pattern.compile("(?s)Executing prepared SQL statement \\[(.*)]");
    private static final Pattern VALUE =
            Pattern.compile("(?s).*parameter value \\[(.*)], value class \\[(.*)], SQL type .*");

    /** What asks for a page. */
    @FunctionalInterface
    interface Request {
        void run() throws Exception;
    }

    private static final class Statement {
        private final StringBuilder sql;

        Statement(String sql) {
            this.sql = new StringBuilder(sql);
        }

        void set(String value, String type) {
            int place = sql.indexOf("?");
            sql.replace(place, place + 1, literal(value, type));
        }

        private static String literal(String value, String type) {
            if (value.equals("null")) {
                return "null";
            }
            return switch (type) {
                case "java.lang.Integer", "java.lang.Long", "java.lang.Boolean" -> value;
                case "java.time.OffsetDateTime" -> "timestamptz '" + value + "'";
                default -> "'" + value + "'";
            };
        }
    }

    private final JdbcClient jdbc;

    Plans(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The statement and the plan of each that took parameters which a log can tell. */
    List<String> of(Request request) {
        List<String> plans = new ArrayList<>();
        for (Statement statement : statementsOf(request)) {
            String sql = statement.sql.toString();
            if (!sql.contains("java.lang.String;@") && !sql.contains("token_entry")) {
                plans.add(sql.replaceAll("\\s+", " ") + "\n"
                        + String.join(
                                "\n",
                                jdbc.sql("explain (analyze, buffers, summary) " + sql)
                                        .query(String.class)
                                        .list()));
            }
        }
        return plans;
    }

    private static List<Statement> statementsOf(Request request) {
        List<Statement> statements = new ArrayList<>();
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                Matcher sql = STATEMENT.matcher(event.getFormattedMessage());
                Matcher value = VALUE.matcher(event.getFormattedMessage());
                if (sql.matches()) {
                    statements.add(new Statement(sql.group(1)));
                } else if (value.matches() && !statements.isEmpty()) {
                    statements.getLast().set(value.group(1), value.group(2));
                }
            }
        };
        Logger log = (Logger) LoggerFactory.getLogger(LOG);
        appender.start();
        log.addAppender(appender);
        log.setAdditive(false);
        log.setLevel(Level.TRACE);
        try {
            request.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            log.setLevel(Level.INFO);
            log.detachAppender(appender);
            log.setAdditive(true);
        }
        return statements;
    }
}
