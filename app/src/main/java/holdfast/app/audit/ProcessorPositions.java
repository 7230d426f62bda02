package holdfast.app.audit;

import holdfast.app.eventstore.StoredTokens;
import org.springframework.stereotype.Component;

/** Tells how far the processors are that an audit compares with the events. */
@Component
class ProcessorPositions {

    private final StoredTokens tokens;

    ProcessorPositions(StoredTokens tokens) {
        this.tokens = tokens;
    }

    Reached all() {
        return new Reached(readModels(), tokens.positionOf("reservation"), tokens.positionOf("amendments"));
    }

    ReadModelsReached readModels() {
        return new ReadModelsReached(
                tokens.positionOf("stock"), tokens.positionOf("orders"), tokens.positionOf("open-tabs"));
    }
}
