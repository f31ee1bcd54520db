package dev.signalbox.runtime.telemetry;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.runtime.port.Telemetry;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Lets whatever is logged while a run is worked on say of which: the fields {@code run}, {@code state}, {@code step},
 * {@code effect} and {@code command} of the thread's {@link MDC}, as they were before once the work is done.
 */
public final class LogContext implements Telemetry {
    @Override
    public Watch<String> handling(RunId run, Command command) {
        LogFields fields = new LogFields()
                .with("run", run.value())
                .with("command", Words.kind(command))
                .step(step(command));
        return new Watch<>() {
            @Override
            public void outcome(String word) {}

            @Override
            public void close() {
                fields.restore();
            }
        };
    }

    @Override
    public Turn waiting(Effect effect) {
        return new Turn() {
            private @Nullable LogFields fields;

            @Override
            public void begins() {
                fields = new LogFields()
                        .with("run", effect.step().run().value())
                        .with("effect", Words.kind(effect))
                        .step(effect.step());
            }

            @Override
            public void close() {
                if (fields != null) {
                    fields.restore();
                }
            }
        };
    }

    private static @Nullable StepId step(Command command) {
        return switch (command) {
            case Command.CompleteAction done -> done.step();
            case Command.CompleteModel done -> done.step();
            case Command.CompleteChild done -> done.step();
            case Command.ReportLeaving leaving -> leaving.step();
            default -> null;
        };
    }
}
