package holdfast.app.tabs;

import java.util.Collection;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Knows how far the process of tabs has come, where it runs on this node. */
@Component
class TabProgress {

    private final EventProcessingConfiguration processing;

    TabProgress(@Lazy EventProcessingConfiguration processing) {
        this.processing = processing;
    }

    /** The position that it went past; the highest there is when it runs on another node, which nobody here can watch. */
    long reached() {
        Collection<EventTrackerStatus> segments = processing
                .eventProcessor(TabBatches.PROCESSING_GROUP, StreamingEventProcessor.class)
                .orElseThrow()
                .processingStatus()
                .values();
        return segments.stream()
                .mapToLong(segment -> segment.getCurrentPosition().orElse(0))
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
