package dev.signalbox.core.decide.verb;

import dev.signalbox.core.decide.Plan;
import dev.signalbox.core.decide.Routes;
import dev.signalbox.core.decide.Turn;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.hold.HoldHash;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Step;
import dev.signalbox.dsl.model.Approve;
import dev.signalbox.dsl.model.Urgency;
import dev.signalbox.dsl.model.verb.CallVerb;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.type.Schema;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A write that may have happened. Where the file does not say what then, a person is asked; the call is never repeated
 * on the engine's own account.
 */
public final class UnknownCall {
    public static final String HAPPENED = "happened";
    public static final String DID_NOT_HAPPEN = "did_not_happen";
    public static final String TRY_AGAIN = "try_again";

    private UnknownCall() {}

    static void advance(Turn turn, Plan plan) {
        boolean collected = plan.state().verb() instanceof EachVerb each && each.collect();
        if (!collected && Routes.handles(turn.flow(), plan.state(), "unknown")) {
            return;
        }
        Step step = turn.step(plan.id());
        if (!(step.doing() instanceof Step.Doing.Call call) || !(plan.verb() instanceof CallVerb verb)) {
            throw new IllegalStateException(plan.id() + " called nothing");
        }
        HoldId id = HoldHash.id(plan.id(), step.holdsOpened() + 1);
        Approve approve = plan.approve();
        String why = step.failure() == null ? "" : step.failure().message();
        String title = "Did " + call.action() + " happen?";
        Instant now = turn.now();
        turn.emit(new Event.HoldOpened(
                now,
                new Hold(
                        id,
                        plan.id(),
                        Hold.Purpose.UNKNOWN,
                        title,
                        call.action(),
                        call.args(),
                        call.target(),
                        HoldHash.of(plan.id(), id, turn.run().bundle(), title, call.target(), call.args()),
                        List.of(new Hold.Shown("what happened", why, "flow")),
                        List.of(),
                        form(CallStep.action(turn, verb).returns()),
                        List.of(),
                        approve == null ? List.of() : approve.by(),
                        1,
                        false,
                        false,
                        Urgency.HIGH,
                        now,
                        null,
                        null,
                        null,
                        List.of(),
                        List.of(),
                        null)));
    }

    private static Map<String, Object> form(@Nullable Schema returns) {
        Map<String, Object> outcome = new LinkedHashMap<>();
        outcome.put("enum", List.of(HAPPENED, DID_NOT_HAPPEN, TRY_AGAIN));
        outcome.put("title", "What became of the call?");
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("outcome", outcome);
        if (returns != null) {
            properties.put("result", returns.json());
        }
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("type", "object");
        form.put("required", List.of("outcome"));
        form.put("properties", properties);
        form.put("additionalProperties", false);
        return form;
    }
}
