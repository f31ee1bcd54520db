package dev.signalbox.core.decide;

import dev.signalbox.core.effect.Message;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.hold.HoldHash;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.dsl.expr.Scope;
import dev.signalbox.dsl.model.Escalate;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.Urgency;
import dev.signalbox.dsl.model.verb.AskVerb;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens the holds that want an answer. */
public final class Holds {
    private Holds() {}

    /** A flow's own question to a person. */
    public static void ask(Turn turn, StepId step, AskVerb ask, Scope scope) throws ValueFailure {
        String title = ask.title() == null
                ? turn.state().name().value().replace('_', ' ')
                : Values.text(turn.checked(), ask.title(), scope);
        HoldId id = HoldHash.id(step, turn.step(step).holdsOpened() + 1);
        Instant now = turn.now();
        Escalate escalate = ask.escalate();
        turn.emit(new Event.HoldOpened(
                now,
                new Hold(
                        id,
                        step,
                        Hold.Purpose.ASK,
                        title,
                        null,
                        Map.of(),
                        null,
                        HoldHash.of(step, id, turn.run().bundle(), title, null, Map.of()),
                        Evidence.of(turn, ask.show(), scope),
                        List.of(),
                        ask.form() == null ? null : ask.form().json(),
                        ask.choices(),
                        ask.by(),
                        1,
                        false,
                        false,
                        ask.urgency(),
                        now,
                        Approvals.after(now, ask.within()),
                        Approvals.after(now, ask.remind()),
                        escalate == null ? null : now.plus(escalate.after()),
                        escalate == null ? List.of() : escalate.by(),
                        List.of(),
                        null)));
    }

    /** A person is asked in a model's place: the exact messages, and the reply's schema as the form. */
    static void playModel(
            Turn turn, StepId step, ModelName model, List<Message> messages, @Nullable Object schema, String why) {
        String title = "Answer for the model " + model + " in " + step.state();
        HoldId id = HoldHash.id(step, turn.step(step).holdsOpened() + 1);
        turn.emit(new Event.HoldOpened(
                turn.now(),
                new Hold(
                        id,
                        step,
                        Hold.Purpose.MODEL,
                        title,
                        null,
                        Map.of(),
                        null,
                        HoldHash.of(step, id, turn.run().bundle(), title, null, Map.of()),
                        List.of(),
                        List.of(),
                        schema,
                        List.of(),
                        List.of(),
                        1,
                        false,
                        false,
                        Urgency.MEDIUM,
                        turn.now(),
                        null,
                        null,
                        null,
                        List.of(),
                        List.of(),
                        new Hold.Question(model, messages, why))));
    }
}
