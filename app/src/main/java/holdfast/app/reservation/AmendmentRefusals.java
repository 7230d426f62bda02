package holdfast.app.reservation;

import holdfast.app.commandbus.CommandRefused;
import holdfast.order.OrderRefusal.AlreadyExists;
import holdfast.order.OrderRefusal.InvalidState;
import holdfast.order.OrderRefusal.ReservationExpired;
import holdfast.order.OrderRefusal.StaleVersion;
import holdfast.order.OrderRefusal.TooManyLines;
import holdfast.order.OrderRefusal.UnknownLine;
import holdfast.order.amendment.AmendmentRefusal;
import holdfast.order.amendment.AmendmentRefusal.Reason;

/** Turns the order's refusal of a change into what the amendment keeps. */
final class AmendmentRefusals {

    private AmendmentRefusals() {}

    static AmendmentRefusal of(CommandRefused refused) {
        return switch (refused.refusal()) {
            case InvalidState e -> AmendmentRefusal.invalidState(e.status(), e.getMessage());
            case StaleVersion e -> AmendmentRefusal.staleVersion(e.expected(), e.current());
            case ReservationExpired e -> AmendmentRefusal.because(Reason.RESERVATION_EXPIRED, e.getMessage());
            case UnknownLine e -> AmendmentRefusal.because(Reason.UNKNOWN_LINE, e.getMessage());
            case AlreadyExists e -> AmendmentRefusal.because(Reason.ALREADY_EXISTS, e.getMessage());
            case TooManyLines e -> AmendmentRefusal.because(Reason.TOO_MANY_LINES, e.getMessage());
            default -> throw refused;
        };
    }
}
