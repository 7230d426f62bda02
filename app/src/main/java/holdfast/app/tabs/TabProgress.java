package holdfast.app.tabs;

import holdfast.app.eventstore.StoredTokens;
import java.util.Collection;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Knows how far the process of tabs has come, on whatever node it runs. */
@Component
class TabProgress {

    private final EventProcessingConfiguration processing;

    private final StoredTokens tokens;

    TabProgress(@Lazy EventProcessingConfiguration processing, StoredTokens tokens) {
        this.processing = processing;
        this.tokens = tokens;
    }

    /** The position that it went past; what it has stored of that when it runs on another node. */
    long reached() {
        Collection<EventTrackerStatus> segments = processing
                .eventProcessor(TabBatches.PROCESSING_GROUP, StreamingEventProcessor.class)
                .orElseThrow()
                .processingStatus()
                .values();
        return segments.stream()
                .mapToLong(segment -> segment.getCurrentPosition().orElse(0))
                .min()
                .orElseGet(() -> tokens.positionOf(TabBatches.PROCESSING_GROUP));
    }
}
