package holdfast.app.reservation;

import holdfast.order.Shortage;
import java.util.List;

/** What became of an attempt to hold all of some stock. */
sealed interface Reservation {

    /** Everything is held. */
    record Held() implements Reservation {}

    /** Something was missing; what was held before that stays held until it is given back. */
    record Missing(List<Shortage> shortages) implements Reservation {}

    /** The deadline had passed; what was held before that is as good as free. */
    record TooLate() implements Reservation {}
}
