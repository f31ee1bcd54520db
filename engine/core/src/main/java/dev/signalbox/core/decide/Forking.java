package dev.signalbox.core.decide;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Decision.Reason;
import dev.signalbox.core.decide.Decision.Rejected;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.run.Ending;
import org.jspecify.annotations.Nullable;

/**
 * Begins a run with the beginning of another. Its log has the other's events word for word, then says where it left it; so it
 * folds by itself, whatever becomes of the other.
 */
final class Forking {
    private Forking() {}

    static @Nullable Rejected fork(Turn turn, Command.ForkRun fork) {
        fork.past().forEach(turn::emit);
        if (turn.run().ending() instanceof Ending.Ended) {
            return Decider.rejected(
                    Reason.CONFLICT,
                    "the run had ended there, and nothing goes on from its end: fork it from an earlier event");
        }
        turn.emit(new Event.RunForked(
                turn.now(),
                fork.run(),
                fork.from(),
                fork.seq(),
                fork.record(),
                fork.actor().id(),
                fork.actor().authenticated()));
        return null;
    }
}
