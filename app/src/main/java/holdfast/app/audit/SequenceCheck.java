package holdfast.app.audit;

import holdfast.app.audit.StoredEvents.Gap;
import java.util.List;
import java.util.Objects;

/** Finds events that are missing inside a stream. */
final class SequenceCheck {

    private final StoredEvents events;
    private final Findings findings;

    SequenceCheck(StoredEvents events, Findings findings) {
        this.events = events;
        this.findings = findings;
    }

    void check(Scope scope) {
        events.brokenStreams(scope).forEach(stream -> events.gaps(stream).forEach(gap -> add(stream, gap)));
    }

    private void add(String stream, Gap gap) {
        long before = gap.versionBefore() == null ? 0 : gap.versionBefore();
        findings.add(Discrepancy.of(Kind.SEQUENCE_BROKEN, Subject.stream(stream), before + 1, gap.version())
                .in("version")
                .behind(neighbours(gap)));
    }

    private static List<EventRef> neighbours(Gap gap) {
        EventRef after = new EventRef(gap.position(), gap.type());
        return gap.positionBefore() == null
                ? List.of(after)
                : List.of(new EventRef(gap.positionBefore(), Objects.requireNonNull(gap.typeBefore())), after);
    }
}
