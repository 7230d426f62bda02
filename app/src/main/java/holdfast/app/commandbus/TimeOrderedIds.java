package holdfast.app.commandbus;

import com.github.f4b6a3.uuid.UuidCreator;
import org.axonframework.common.IdentifierFactory;

/**
 * Names messages; Axon finds it as a service. They must differ and nobody has to be unable to guess them, so the lanes
 * need not wait for secure random numbers.
 */
public final class TimeOrderedIds extends IdentifierFactory {

    public TimeOrderedIds() {}

    @Override
    public String generateIdentifier() {
        return UuidCreator.getTimeOrderedEpochFast().toString();
    }
}
