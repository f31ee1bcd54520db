package dev.signalbox.runtime.dispatch;

import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.core.run.Waiter;
import dev.signalbox.runtime.port.RunRow;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run's row: what lists show of it. */
final class RunRows {
    private RunRows() {}

    /** @param childrenWait each child run that it waits for waits itself, so that nothing moves without the outside */
    static RunRow of(Run run, boolean childrenWait) {
        RunStatus status = childrenWait && run.waitsForChildren() ? RunStatus.PAUSED : run.status();
        return new RunRow(
                run.id(),
                run.flow(),
                run.version(),
                run.key(),
                run.bundle(),
                status,
                run.state(),
                run.seq(),
                run.parent(),
                run.startedBy(),
                run.startedAt(),
                run.updatedAt(),
                run.wakeAt(),
                waitingFor(run, status),
                run.usage());
    }

    private static @Nullable String waitingFor(Run run, RunStatus status) {
        if (status == RunStatus.STUCK) {
            return "an operator";
        }
        if (status != RunStatus.PAUSED) {
            return null;
        }
        List<Hold> holds = run.holds().values().stream()
                .sorted(Comparator.comparing(Hold::openedAt).thenComparing(Hold::id))
                .toList();
        if (!holds.isEmpty()) {
            String first = people(holds.get(0));
            return holds.size() == 1 ? first : first + ", and " + (holds.size() - 1) + " more";
        }
        if (run.waitsForChildren()) {
            return "a child run";
        }
        for (Waiter waiter : run.waiters()) {
            return "the event " + waiter.event() + " of " + waiter.key();
        }
        return run.wakeAt() == null ? null : "its time";
    }

    private static String people(Hold hold) {
        String who = hold.asked().isEmpty() ? "somebody" : String.join(" or ", hold.asked());
        return switch (hold.purpose()) {
            case APPROVE -> who + " to approve";
            case ASK -> who + " to answer";
            case UNKNOWN -> who + " to say whether it happened";
            case MODEL -> who + " to play the model";
        };
    }
}
