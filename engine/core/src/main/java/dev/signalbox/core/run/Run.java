package dev.signalbox.core.run;

import dev.signalbox.core.id.BundleHash;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.Limits;
import dev.signalbox.dsl.model.StateName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of a run: the fold of {@code evolve} over its events. Immutable.
 *
 * @param seq the number of its last event, from 1
 * @param activation the visit it is in; null only in the instant before the first
 */
public record Run(
        Origin origin,
        long seq,
        Instant updatedAt,
        Ending ending,
        @Nullable Activation activation,
        Memory memory,
        Counters counters,
        Desk desk) {

    public RunId id() {
        return origin.id();
    }

    public BundleHash bundle() {
        return origin.bundle();
    }

    public FlowName flow() {
        return origin.flow();
    }

    public String version() {
        return origin.version();
    }

    public @Nullable String key() {
        return origin.key();
    }

    public Map<String, Object> input() {
        return origin.input();
    }

    public String startedBy() {
        return origin.startedBy();
    }

    public Instant startedAt() {
        return origin.startedAt();
    }

    public @Nullable StepId parent() {
        return origin.parent();
    }

    public Limits limits() {
        return origin.limits();
    }

    /** The state it is in, or ended in. */
    public @Nullable StateName state() {
        return activation == null ? null : activation.state();
    }

    public Map<DataName, Object> data() {
        return memory.data();
    }

    public Usage usage() {
        return counters.usage();
    }

    public Map<StateName, Integer> visits() {
        return counters.visits();
    }

    /** The open ones. */
    public Map<HoldId, Hold> holds() {
        return desk.holds();
    }

    public @Nullable Object output() {
        return ending instanceof Ending.Ended ended ? ended.output() : null;
    }

    /** Why it failed, or why it is stuck. */
    public @Nullable String error() {
        return switch (ending) {
            case Ending.Ended ended -> ended.error();
            case Ending.Stuck stuck -> stuck.why().message();
            case Ending.Open open -> null;
            case Ending.Closing closing -> null;
        };
    }

    /** It has not ended and is not stuck. */
    public boolean open() {
        return ending instanceof Ending.Open || ending instanceof Ending.Closing;
    }

    /** A step that waits for its next try counts as running: it needs nobody. */
    public RunStatus status() {
        return switch (ending) {
            case Ending.Ended ended -> ended.status();
            case Ending.Stuck stuck -> RunStatus.STUCK;
            case Ending.Open open -> openStatus();
            case Ending.Closing closing -> openStatus();
        };
    }

    private RunStatus openStatus() {
        if (activation == null) {
            return RunStatus.RUNNING;
        }
        boolean waits = false;
        for (Step step : activation.steps().values()) {
            switch (step.phase()) {
                case HELD, WAITING -> waits = true;
                case CALLING, BACKOFF, CHILD -> {
                    return RunStatus.RUNNING;
                }
                case NEW, APPROVED, REFUSED, UNKNOWN, SUCCEEDED, FAILED, DROPPED -> {}
            }
        }
        return waits ? RunStatus.PAUSED : RunStatus.RUNNING;
    }

    /** Child runs are all it waits for besides people and time: it is paused when each of them is. */
    public boolean waitsForChildren() {
        if (!open() || activation == null) {
            return false;
        }
        return activation.steps().values().stream().anyMatch(step -> step.phase() == Step.Phase.CHILD)
                && activation.steps().values().stream()
                        .noneMatch(step -> step.phase() == Step.Phase.CALLING || step.phase() == Step.Phase.BACKOFF);
    }

    /** The child runs under way. */
    public List<RunId> children() {
        List<RunId> children = new ArrayList<>();
        if (activation != null) {
            for (Step step : activation.steps().values()) {
                if (step.phase() == Step.Phase.CHILD && step.doing() instanceof Step.Doing.Child child) {
                    children.add(child.run());
                }
            }
        }
        return children;
    }

    /** The waits for outside events. */
    public List<Waiter> waiters() {
        List<Waiter> waiters = new ArrayList<>();
        if (open() && activation != null) {
            for (Step step : activation.steps().values()) {
                if (step.phase() == Step.Phase.WAITING
                        && step.doing() instanceof Step.Doing.Wait wait
                        && wait.event() != null
                        && wait.key() != null) {
                    waiters.add(new Waiter(step.id(), wait.event(), wait.key()));
                }
            }
        }
        return waiters;
    }

    /** The earliest time at which a {@code Wake} could change anything; null when none could. */
    public @Nullable Instant wakeAt() {
        if (!open()) {
            return null;
        }
        Instant first = null;
        if (limits().duration() != null && counters.limit() == null) {
            first = startedAt().plus(limits().duration());
        }
        for (Hold hold : desk.holds().values()) {
            first = earlier(first, hold.due());
            first = earlier(first, hold.remindAt());
            first = earlier(first, hold.escalateAt());
        }
        if (activation != null) {
            for (Step step : activation.steps().values()) {
                first = earlier(first, step.due());
            }
        }
        return first;
    }

    private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
        if (a == null) {
            return b;
        }
        return b == null || a.isBefore(b) ? a : b;
    }

    /** The step of that id, if it belongs to the visit the run is in. */
    public @Nullable Step step(StepId id) {
        return activation != null && activation.has(id) ? activation.step(id.slot()) : null;
    }

    public Run with(Ending newEnding) {
        return new Run(origin, seq, updatedAt, newEnding, activation, memory, counters, desk);
    }

    public Run with(Activation newActivation) {
        return new Run(origin, seq, updatedAt, ending, newActivation, memory, counters, desk);
    }

    public Run with(Memory newMemory) {
        return new Run(origin, seq, updatedAt, ending, activation, newMemory, counters, desk);
    }

    public Run with(Counters newCounters) {
        return new Run(origin, seq, updatedAt, ending, activation, memory, newCounters, desk);
    }

    public Run with(Desk newDesk) {
        return new Run(origin, seq, updatedAt, ending, activation, memory, counters, newDesk);
    }

    public Run with(Origin newOrigin) {
        return new Run(newOrigin, seq, updatedAt, ending, activation, memory, counters, desk);
    }

    /** The next event's number and time. */
    public Run at(Instant when) {
        return new Run(origin, seq + 1, when, ending, activation, memory, counters, desk);
    }
}
