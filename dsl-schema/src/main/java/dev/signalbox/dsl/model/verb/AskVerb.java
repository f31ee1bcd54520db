package dev.signalbox.dsl.model.verb;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.Escalate;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.Urgency;
import dev.signalbox.dsl.type.Schema;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds for a person's typed answer.
 *
 * @param form the answer's schema: the {@code form} key, or {@code choices} as an enum, or the schema of {@code save}
 */
public record AskVerb(
        @Nullable Template title,
        List<Expr> show,
        @Nullable Schema form,
        List<Object> choices,
        List<String> by,
        @Nullable Duration within,
        @Nullable Duration remind,
        @Nullable Escalate escalate,
        Urgency urgency,
        Place place)
        implements Verb {
    public AskVerb {
        show = List.copyOf(show);
        choices = List.copyOf(choices);
        by = List.copyOf(by);
    }
}
