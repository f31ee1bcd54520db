package dev.signalbox.runtime.telemetry;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.id.RunId;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.port.Appended;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.StoreException;
import dev.signalbox.runtime.port.Telemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells several. One that throws is told on as a defect, once, and never disturbs the engine or the others. Watches are
 * closed in the reverse of the order in which they were opened.
 */
public final class Several implements Telemetry {
    private static final Logger LOG = LoggerFactory.getLogger(Several.class);

    private final List<Telemetry> listeners;
    private final AtomicBoolean said = new AtomicBoolean();

    private Several(List<Telemetry> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    /** Nobody of them, or all of them as one. */
    public static Telemetry of(List<Telemetry> listeners) {
        return listeners.isEmpty() ? NONE : new Several(listeners);
    }

    @Override
    public Watch<String> handling(RunId run, Command command) {
        return watch(one -> one.handling(run, command));
    }

    @Override
    public void appended(Commit commit, Appended answer, long nanos) {
        listeners.forEach(one -> guarded(() -> one.appended(commit, answer, nanos)));
    }

    @Override
    public void flushed(int commits) {
        listeners.forEach(one -> guarded(() -> one.flushed(commits)));
    }

    @Override
    public void storeFailed(StoreException why) {
        listeners.forEach(one -> guarded(() -> one.storeFailed(why)));
    }

    @Override
    public Turn waiting(Effect effect) {
        List<Turn> turns = opened(one -> one.waiting(effect));
        return new Turn() {
            @Override
            public void begins() {
                turns.forEach(one -> guarded(one::begins));
            }

            @Override
            public void close() {
                backwards(turns, Turn::close);
            }
        };
    }

    @Override
    public Watch<ActionOutcome> calling(Effect.ActionCall call) {
        return watch(one -> one.calling(call));
    }

    @Override
    public Watch<ModelOutcome> asking(Effect.ModelCall call, Workspace.@Nullable Model model) {
        return watch(one -> one.asking(call, model));
    }

    private <O> Watch<O> watch(Function<Telemetry, Watch<O>> open) {
        List<Watch<O>> watches = opened(open);
        return new Watch<>() {
            @Override
            public void outcome(O outcome) {
                watches.forEach(one -> guarded(() -> one.outcome(outcome)));
            }

            @Override
            public void close() {
                backwards(watches, Watch::close);
            }
        };
    }

    private <T> List<T> opened(Function<Telemetry, T> open) {
        List<T> opened = new ArrayList<>(listeners.size());
        for (Telemetry one : listeners) {
            guarded(() -> opened.add(open.apply(one)));
        }
        return opened;
    }

    private <T> void backwards(List<T> opened, Consumer<T> close) {
        for (int i = opened.size() - 1; i >= 0; i--) {
            T one = opened.get(i);
            guarded(() -> close.accept(one));
        }
    }

    private void guarded(Runnable tell) {
        try {
            tell.run();
        } catch (RuntimeException e) {
            if (said.compareAndSet(false, true)) {
                LOG.error("Telemetry failed; runs go on, and this is not said again", e);
            }
        }
    }

    @Override
    public void close() {
        backwards(listeners, Telemetry::close);
    }
}
