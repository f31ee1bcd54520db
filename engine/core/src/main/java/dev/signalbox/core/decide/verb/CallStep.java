package dev.signalbox.core.decide.verb;

import dev.signalbox.core.decide.Approvals;
import dev.signalbox.core.decide.Plan;
import dev.signalbox.core.decide.Targets;
import dev.signalbox.core.decide.Turn;
import dev.signalbox.core.decide.ValueFailure;
import dev.signalbox.core.decide.Values;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.effect.Target;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.run.Failure;
import dev.signalbox.core.run.Step;
import dev.signalbox.core.run.Step.Doing;
import dev.signalbox.dsl.expr.Scope;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.Approve;
import dev.signalbox.dsl.model.Risk;
import dev.signalbox.dsl.model.verb.CallVerb;
import dev.signalbox.dsl.value.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code call}: an action, held first where its risk says so. */
public final class CallStep {
    private CallStep() {}

    static void begin(Turn turn, Plan plan, CallVerb call) {
        Action action = action(turn, call);
        try {
            Rendered rendered = render(turn, plan.scope(), call);
            if (holds(turn, plan, action, rendered.args())) {
                Approvals.open(
                        turn,
                        plan,
                        new Approvals.Asked(
                                action.name(), "action " + action.name(), rendered.args(), rendered.target()));
            } else {
                request(turn, plan, action, rendered);
            }
        } catch (ValueFailure e) {
            Steps.fail(turn, plan, Failure.value(e.words()));
        }
    }

    /** The decision is there: the call happens if it is still the call that was approved. */
    static void approved(Turn turn, Plan plan, CallVerb call) {
        Action action = action(turn, call);
        try {
            if (!Approvals.rechecked(turn, plan)) {
                return;
            }
            Rendered now = render(turn, plan.scope(), call);
            Approvals.Asked asked =
                    new Approvals.Asked(action.name(), "action " + action.name(), now.args(), now.target());
            if (Approvals.covers(turn, plan, asked)) {
                request(turn, plan, action, now);
            }
        } catch (ValueFailure e) {
            Steps.fail(turn, plan, Failure.value(e.words()));
        }
    }

    /** What a call is for the data as it stands. */
    public record Rendered(Map<String, Object> args, Target target) {}

    public static Rendered render(Turn turn, Scope scope, CallVerb call) throws ValueFailure {
        Action action = action(turn, call);
        Object fitted = Values.fit(
                action.args(),
                Values.fields(turn.checked(), call.with(), scope, "with"),
                "the arguments of " + action.name());
        Map<String, Object> args = Json.object(fitted);
        return new Rendered(args, Targets.render(turn.checked(), action, args, turn.live()));
    }

    /**
     * A call holds when its risk is high for these arguments, or when {@code approve} asks for it. One that is risky and
     * has nobody to approve it is refused, whatever the checker let through.
     */
    public static boolean holds(Turn turn, Plan plan, Action action, Map<String, Object> args) throws ValueFailure {
        boolean risky = isRisky(turn, action, args);
        Approve approve = plan.approve();
        if (approve == null) {
            if (risky) {
                throw new ValueFailure(
                        "the call of " + action.name() + " is risky and the state has no approve: it is not made");
            }
            return false;
        }
        boolean always = approve.when() == null && !(action.risk() instanceof Risk.When);
        return risky
                || always
                || Approvals.wasHeld(turn, plan)
                || (approve.when() != null && Values.test(turn.checked(), approve.when(), plan.scope()));
    }

    /** Whether the action's risk is high for these arguments. */
    public static boolean isRisky(Turn turn, Action action, Map<String, Object> args) throws ValueFailure {
        return switch (action.risk()) {
            case Risk.High high -> true;
            case Risk.Low low -> false;
            case Risk.When when ->
                Values.test(turn.checked(), when.condition(), root -> root.equals("args") ? args : null);
        };
    }

    private static void request(Turn turn, Plan plan, Action action, Rendered rendered) {
        Step step = turn.step(plan.id());
        int calls = turn.run().counters().calls().getOrDefault(action.name(), 0);
        if (step.attempt() == 0 && action.perRun() != null && calls >= action.perRun()) {
            Steps.fail(
                    turn,
                    plan,
                    Failure.of("limit", action.name() + " may be called " + action.perRun() + " times in one run"));
            return;
        }
        send(turn, plan, action, rendered.args(), rendered.target());
    }

    /** Tries exactly the same call once more. */
    public static void request(Turn turn, Plan plan) {
        if (!(turn.step(plan.id()).doing() instanceof Doing.Call call) || !(plan.verb() instanceof CallVerb verb)) {
            throw new IllegalStateException(plan.id() + " called nothing");
        }
        send(turn, plan, action(turn, verb), call.args(), call.target());
    }

    private static void send(Turn turn, Plan plan, Action action, Map<String, Object> args, Target target) {
        int attempt = turn.step(plan.id()).attempt() + 1;
        String key = plan.id().toString();
        turn.emit(new Event.CallRequested(
                turn.now(),
                plan.id(),
                attempt,
                plan.fetch(),
                action.name(),
                action.delivery(),
                action.effect(),
                args,
                target,
                key));
        turn.effect(new Effect.ActionCall(
                plan.id(),
                attempt,
                action.name(),
                action.delivery(),
                action.effect(),
                args,
                target,
                key,
                plan.timeout()));
    }

    public static Action action(Turn turn, CallVerb call) {
        @Nullable Action action = turn.flow().actions().get(call.action());
        if (action == null) {
            throw new IllegalStateException("no action " + call.action());
        }
        return action;
    }
}
