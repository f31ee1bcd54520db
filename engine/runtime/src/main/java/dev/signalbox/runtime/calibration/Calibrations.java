package dev.signalbox.runtime.calibration;

import dev.signalbox.core.context.Calibration;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.run.Step;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.port.RunStore;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Corrects what is predicted for a model by what it reports. A figure gets a new version when at least {@value Drift#ENOUGH}
 * replies were counted since the last one and it has moved by {@value Drift#WORTH} per cent or more; versions are kept in the
 * store, so that several engines and the next start go on with them. Nothing is learned from recorded replies or people, and
 * nothing while replies are recorded: a recorded question has to come out the same without what was learned. Safe to share
 * between threads.
 */
public final class Calibrations {
    /** Learns nothing. */
    public static final Calibrations NONE = new Calibrations(null, Map.of());

    private final @Nullable RunStore store;
    private final Map<String, Drift> drifts = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Map<String, Calibration> current;

    private Calibrations(@Nullable RunStore store, Map<String, Calibration> learned) {
        this.store = store;
        current = Map.copyOf(learned);
    }

    /** Goes on with what the store has. */
    public static Calibrations of(RunStore store) {
        return new Calibrations(store, store.calibrations());
    }

    /** By {@link Calibration#key}; never changes once it is given. */
    public Map<String, Calibration> current() {
        return current;
    }

    /** Whether its replies are a provider's, and are learned from. */
    public boolean learns(Workspace.Model model) {
        return store != null
                && switch (model.provider()) {
                    case OPENAI, ANTHROPIC -> true;
                    case RECORDED, PERSON -> false;
                };
    }

    /**
     * A model has replied. A summary is counted by the model whose question waits for it, so it says nothing of the one that
     * made it.
     *
     * @param step as it was when the question was asked; null when the run is gone
     * @param reported the tokens that the provider says the question was; 0 when it says nothing, which is not counted
     * @return whether a new version was made of it
     */
    public boolean replied(Workspace.Model model, Effect.ModelCall call, @Nullable Step step, long reported) {
        if (!learns(model)
                || step == null
                || step.attempt() != call.attempt()
                || !(step.doing() instanceof Step.Doing.Question question)
                || question.covering() != null) {
            return false;
        }
        long predicted = question.reservedTokens() - (call.maxOutput() == null ? 0 : call.maxOutput());
        return counted(Calibration.key(model), predicted, question.calibration(), reported);
    }

    /** @param predicted the tokens of the question as they were counted, with {@code by} */
    boolean counted(String model, long predicted, @Nullable Calibration by, long reported) {
        if (store == null || predicted <= 0 || reported <= 0) {
            return false;
        }
        double before = by == null ? predicted : predicted * 100.0 / by.percent();
        lock.lock();
        try {
            Drift drift = drifts.getOrDefault(model, Drift.NONE).after(before, reported);
            Calibration next = drift.next(current.get(model));
            if (next != null) {
                // Another engine may have made that version: then its figure is the one that counts.
                current = store.calibrate(model, next) ? with(model, next) : Map.copyOf(store.calibrations());
                drift = drift.counted();
            }
            drifts.put(model, drift);
            return next != null;
        } finally {
            lock.unlock();
        }
    }

    private Map<String, Calibration> with(String model, Calibration next) {
        Map<String, Calibration> more = new HashMap<>(current);
        more.put(model, next);
        return Map.copyOf(more);
    }
}
