package dev.signalbox.runtime.action;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.effect.Target;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.ActionName;
import dev.signalbox.dsl.model.StateName;
import java.time.Duration;
import java.util.Map;

/** Calls as the engine makes them, for tests of what carries them out. */
final class ActionCalls {
    private ActionCalls() {}

    static final String KEY = "0197-run/pay/1/";

    static Effect.ActionCall read(Target target) {
        return call(target, Action.Effect.READ, Action.Delivery.AT_MOST_ONCE, Duration.ofSeconds(5));
    }

    static Effect.ActionCall write(Target target) {
        return call(target, Action.Effect.WRITE, Action.Delivery.AT_MOST_ONCE, Duration.ofSeconds(5));
    }

    static Effect.ActionCall idempotent(Target target) {
        return call(target, Action.Effect.WRITE, Action.Delivery.IDEMPOTENT, Duration.ofSeconds(5));
    }

    static Effect.ActionCall within(Duration timeout, Effect.ActionCall call) {
        return call(call.target(), call.effect(), call.delivery(), timeout);
    }

    static Effect.ActionCall with(Map<String, Object> args, Effect.ActionCall call) {
        return new Effect.ActionCall(
                call.step(),
                call.attempt(),
                call.action(),
                call.delivery(),
                call.effect(),
                args,
                call.target(),
                call.key(),
                call.timeout());
    }

    private static Effect.ActionCall call(
            Target target, Action.Effect effect, Action.Delivery delivery, Duration timeout) {
        return new Effect.ActionCall(
                new StepId(new RunId("0197-run"), new StateName("pay"), 1, ""),
                1,
                new ActionName("act"),
                delivery,
                effect,
                Map.of(),
                target,
                KEY,
                timeout);
    }

    static ActionOutcome.Answered answered(ActionOutcome outcome) {
        if (outcome instanceof ActionOutcome.Answered answered) {
            return answered;
        }
        throw new AssertionError("not answered: " + outcome);
    }

    static ActionOutcome.Failed failed(ActionOutcome outcome) {
        if (outcome instanceof ActionOutcome.Failed failed) {
            return failed;
        }
        throw new AssertionError("not failed: " + outcome);
    }

    static ActionOutcome.Unknown unknown(ActionOutcome outcome) {
        if (outcome instanceof ActionOutcome.Unknown unknown) {
            return unknown;
        }
        throw new AssertionError("not unknown: " + outcome);
    }
}
