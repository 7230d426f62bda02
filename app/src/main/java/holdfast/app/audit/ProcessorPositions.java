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
        return new Reached(stock(), tokens.positionOf("reservation"), tokens.positionOf("amendments"));
    }

    long stock() {
        return tokens.positionOf("stock");
    }
}
