package dev.signalbox.dsl.model.verb;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.EventName;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Template;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A durable timer, or an outside event. */
public record WaitVerb(For what, @Nullable Duration within, Place place) implements Verb {
    /** What is waited for. */
    public sealed interface For {
        /** {@code for: 5m}, or an expression that gives a duration string. */
        record Time(Template duration) implements For {}

        /** {@code until: ${…}}: a date-time. */
        record Until(Template instant) implements For {}

        /** {@code event} with its key ({@code run.key} when null) and an optional condition over {@code event}. */
        record Event(
                EventName name,
                Place namePlace,
                @Nullable Expr key,
                @Nullable Expr where) implements For {}
    }
}
