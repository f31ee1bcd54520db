package dev.signalbox.core.decide.verb;

import dev.signalbox.core.decide.Approvals;
import dev.signalbox.core.decide.Budgets;
import dev.signalbox.core.decide.Plan;
import dev.signalbox.core.decide.Sharers;
import dev.signalbox.core.decide.Turn;
import dev.signalbox.core.decide.ValueFailure;
import dev.signalbox.core.decide.Values;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Failure;
import dev.signalbox.dsl.expr.Scope;
import dev.signalbox.dsl.model.Approve;
import dev.signalbox.dsl.model.Limits;
import dev.signalbox.dsl.model.verb.FlowVerb;
import dev.signalbox.dsl.value.CanonicalJson;
import java.time.Instant;
import java.util.Map;

/** {@code flow}: a child run, held first where {@code approve} asks for it. */
public final class FlowStep {
    private FlowStep() {}

    static void begin(Turn turn, Plan plan, FlowVerb verb) {
        try {
            Map<String, Object> input = render(turn, plan.scope(), verb);
            Approve approve = plan.approve();
            boolean holds = approve != null
                    && (approve.when() == null
                            || Approvals.wasHeld(turn, plan)
                            || Values.test(turn.checked(), approve.when(), plan.scope()));
            if (holds) {
                Approvals.open(turn, plan, asked(verb, input));
            } else {
                request(turn, plan, verb, input);
            }
        } catch (ValueFailure e) {
            Steps.fail(turn, plan, Failure.value(e.words()));
        }
    }

    static void approved(Turn turn, Plan plan, FlowVerb verb) {
        try {
            if (!Approvals.rechecked(turn, plan)) {
                return;
            }
            Map<String, Object> input = render(turn, plan.scope(), verb);
            if (Approvals.covers(turn, plan, asked(verb, input))) {
                request(turn, plan, verb, input);
            }
        } catch (ValueFailure e) {
            Steps.fail(turn, plan, Failure.value(e.words()));
        }
    }

    public static Map<String, Object> render(Turn turn, Scope scope, FlowVerb verb) throws ValueFailure {
        return Values.fields(turn.checked(), verb.with(), scope, "with");
    }

    private static Approvals.Asked asked(FlowVerb verb, Map<String, Object> input) {
        return new Approvals.Asked(null, "flow " + verb.flow(), input, null);
    }

    private static void request(Turn turn, Plan plan, FlowVerb verb, Map<String, Object> input) {
        RunId child = childId(plan.id(), turn.step(plan.id()).attempt() + 1, turn.now());
        Limits share = Budgets.share(turn.run(), Sharers.of(turn, plan.id()));
        turn.emit(new Event.ChildRequested(
                turn.now(), plan.id(), child, verb.flow(), input, share.equals(Limits.NONE) ? null : share));
        turn.effect(new Effect.ChildRun(
                plan.id(), child, verb.flow(), input, turn.run().startedBy(), share));
    }

    /**
     * A UUID of version 7 (RFC 9562) whose random part is a hash of the step: starting the same child twice is starting
     * it once, and its id sorts by time as every run's does.
     */
    static RunId childId(StepId step, int attempt, Instant now) {
        String hash = CanonicalJson.sha256(step + "#" + attempt);
        String millis = String.format("%012x", now.toEpochMilli());
        char variant = "89ab".charAt(Character.digit(hash.charAt(3), 16) & 3);
        return new RunId(millis.substring(0, 8) + "-" + millis.substring(8, 12) + "-7" + hash.substring(0, 3) + "-"
                + variant + hash.substring(4, 7) + "-" + hash.substring(7, 19));
    }
}
