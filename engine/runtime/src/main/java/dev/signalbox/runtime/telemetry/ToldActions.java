package dev.signalbox.runtime.telemetry;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.runtime.port.ActionPort;
import dev.signalbox.runtime.port.Telemetry;

/** Carries actions out through another port, and tells when each leaves and what became of it. */
public record ToldActions(ActionPort port, Telemetry telemetry) implements ActionPort {
    @Override
    public ActionOutcome call(Effect.ActionCall call) throws InterruptedException {
        try (Telemetry.Watch<ActionOutcome> watch = telemetry.calling(call)) {
            ActionOutcome outcome = port.call(call);
            watch.outcome(outcome);
            return outcome;
        }
    }
}
