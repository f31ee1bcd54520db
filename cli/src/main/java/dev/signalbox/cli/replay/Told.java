package dev.signalbox.cli.replay;

import dev.signalbox.runtime.replay.Replayed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every run's verdict, to be written in any format.
 *
 * @param flow the changed file as it was written; null where each run's own was taken
 */
record Told(@Nullable String flow, List<Verdict> verdicts) {
    long same() {
        return verdicts.stream()
                .filter(one -> one.came() instanceof Replayed.Same)
                .count();
    }

    /** Of a run's own file, a log that does not fit what is stored beside it counts as well. */
    long diverged() {
        return verdicts.stream()
                .filter(one -> one.came().diverged() || (flow == null && one.came() instanceof Replayed.Unfit))
                .count();
    }

    long unfit() {
        return verdicts.stream()
                .filter(one -> one.came() instanceof Replayed.Unfit)
                .count();
    }
}
