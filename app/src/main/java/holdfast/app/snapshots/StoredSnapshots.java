package holdfast.app.snapshots;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Keeps snapshots in the database, and has them taken on a thread of their own. */
@Component
class StoredSnapshots implements Snapshots {

    private static final Logger LOG = LoggerFactory.getLogger(StoredSnapshots.class);
    private static final List<String> KNOWN_TYPES =
            SnapshotTypes.all().stream().map(SnapshotType::key).toList();

    private final SnapshotTable table;
    private final SnapshotTaker taker;
    private final SnapshotSettings settings;

    StoredSnapshots(SnapshotTable table, SnapshotTaker taker, SnapshotSettings settings) {
        this.table = table;
        this.taker = taker;
        this.settings = settings;
    }

    @Override
    public Optional<Snapshot<?>> last(String stream) {
        return table.last(KNOWN_TYPES, stream, Long.MAX_VALUE).flatMap(this::read);
    }

    @Override
    public <S> Optional<Snapshot<S>> last(SnapshotType<S> type, String stream, long version) {
        return version < settings.every()
                ? Optional.empty()
                : table.last(List.of(type.key()), stream, version).flatMap(row -> read(type, row));
    }

    @Override
    public <S> Optional<Snapshot<S>> last(SnapshotType<S> type, String stream, Instant time) {
        return table.last(List.of(type.key()), stream, time).flatMap(row -> read(type, row));
    }

    @Override
    public <S> void committed(String stream, long version, Supplier<Snapshot<S>> state) {
        if (version % settings.every() == 0) {
            taker.offer(stream, state);
        }
    }

    private Optional<Snapshot<?>> read(SnapshotTable.Row row) {
        SnapshotType<?> type = SnapshotTypes.of(row.type());
        return type == null ? Optional.empty() : read(type, row).map(snapshot -> snapshot);
    }

    /** A snapshot that cannot be read is as good as none. */
    private <S> Optional<Snapshot<S>> read(SnapshotType<S> type, SnapshotTable.Row row) {
        try {
            return Optional.of(new Snapshot<>(type, row.stream(), row.version(), row.latest(), stateOf(type, row)));
        } catch (RuntimeException e) {
            LOG.warn("Not readable: the snapshot of {} at {}; its events are read", row.stream(), row.version(), e);
            return Optional.empty();
        }
    }

    private <S> S stateOf(SnapshotType<S> type, SnapshotTable.Row row) {
        Differences<S, ?> differences = type.differences();
        Long base = row.base();
        if (base == null || differences == null) {
            return SnapshotJson.read(row.state(), type.state());
        }
        long version = base;
        SnapshotTable.Row whole = table.last(List.of(type.key()), row.stream(), version)
                .filter(kept -> kept.version() == version && kept.base() == null)
                .orElseThrow(() -> new IllegalStateException("Version " + version + " is not kept as a whole"));
        return differences.read(SnapshotJson.read(whole.state(), type.state()), row.state());
    }
}
