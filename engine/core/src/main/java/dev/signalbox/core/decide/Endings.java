package dev.signalbox.core.decide;

import dev.signalbox.core.event.Event;
import dev.signalbox.dsl.expr.Scope;
import dev.signalbox.dsl.model.verb.EndVerb;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Ends a run. */
final class Endings {
    private Endings() {}

    static void end(Turn turn, EndVerb end) throws ValueFailure {
        Scope scope = Plans.scope(turn);
        Object output = end.output() == null ? null : Values.render(turn.checked(), end.output(), scope);
        if (end.status() == EndVerb.Status.SUCCEEDED && turn.flow().output() != null) {
            if (output == null) {
                throw new ValueFailure("the flow promises an output, and the end gives none");
            }
            output = Values.fit(turn.flow().output(), output, "the output");
        }
        String error = end.error() == null ? null : Values.text(turn.checked(), end.error(), scope);
        end(turn, end.status().name().toLowerCase(Locale.ROOT), output, error);
    }

    static void end(Turn turn, String status, @Nullable Object output, @Nullable String error) {
        turn.emit(new Event.RunEnded(turn.now(), status, output, error));
    }
}
