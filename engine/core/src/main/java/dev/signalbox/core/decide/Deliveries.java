package dev.signalbox.core.decide;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Decision.Reason;
import dev.signalbox.core.decide.Decision.Rejected;
import dev.signalbox.core.event.Event;
import dev.signalbox.dsl.model.EventDecl;
import dev.signalbox.dsl.type.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes an outside event in: counted once by its id, kept for its wait as long as its {@code lookback}. */
final class Deliveries {
    private Deliveries() {}

    static @Nullable Rejected deliver(Turn turn, Command.DeliverEvent event) {
        if (!turn.run().open()) {
            return Decider.ended(turn.run());
        }
        EventDecl declared = turn.flow().events().get(event.name());
        if (declared == null) {
            return Decider.rejected(
                    Reason.NOT_FOUND, "the flow " + turn.flow().name() + " has no event " + event.name());
        }
        if (turn.run().desk().seen().contains(event.id())) {
            // Told again: nothing happens, and the sender hears the same answer.
            return null;
        }
        switch (declared.payload().fit(event.payload())) {
            case Schema.Fit.Misfit misfit -> {
                return new Rejected(
                        Reason.INVALID,
                        "the payload does not fit " + event.name() + ": " + Values.words(misfit.problems()),
                        Map.of(
                                "problems",
                                misfit.problems().stream().map(Values::words).toList()));
            }
            case Schema.Fit.Fits fits ->
                turn.emit(new Event.EventReceived(
                        turn.now(),
                        event.name(),
                        event.key(),
                        event.id(),
                        fits.value(),
                        turn.now().plus(declared.lookback())));
        }
        return null;
    }
}
