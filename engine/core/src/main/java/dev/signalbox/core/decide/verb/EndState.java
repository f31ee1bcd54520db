package dev.signalbox.core.decide.verb;

import dev.signalbox.core.decide.Plans;
import dev.signalbox.core.decide.Turn;
import dev.signalbox.core.decide.ValueFailure;
import dev.signalbox.core.decide.Values;
import dev.signalbox.core.event.Event;
import dev.signalbox.dsl.expr.Scope;
import dev.signalbox.dsl.model.verb.EndVerb;
import java.util.Locale;

/** {@code end}: ends the run with its output or its error. */
public final class EndState {
    private EndState() {}

    public static void end(Turn turn, EndVerb end) throws ValueFailure {
        Scope scope = Plans.scope(turn);
        Object output = end.output() == null ? null : Values.render(turn.checked(), end.output(), scope);
        if (end.status() == EndVerb.Status.SUCCEEDED && turn.flow().output() != null) {
            if (output == null) {
                throw new ValueFailure("the flow promises an output, and the end gives none");
            }
            output = Values.fit(turn.flow().output(), output, "the output");
        }
        String error = end.error() == null ? null : Values.text(turn.checked(), end.error(), scope);
        turn.emit(new Event.RunEnded(turn.now(), end.status().name().toLowerCase(Locale.ROOT), output, error));
    }
}
