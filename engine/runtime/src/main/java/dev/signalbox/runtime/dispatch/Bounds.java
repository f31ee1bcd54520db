package dev.signalbox.runtime.dispatch;

import java.time.Duration;

/**
 * What one engine does at most.
 *
 * @param effects side by side, of all runs
 * @param effectsOfRun side by side, of one run
 * @param waiting effects that wait for their turn; beyond it no run is started
 * @param hotRuns runs kept in memory while they are under way
 * @param batch timers and left-over effects taken up at a time
 * @param drain how long closing waits for effects under way before it interrupts them
 * @param snapshotEvery events of a run between two snapshots
 */
public record Bounds(
        int effects, int effectsOfRun, int waiting, int hotRuns, int batch, Duration drain, int snapshotEvery) {
    /** What a laptop carries. An effect under way is a virtual thread that mostly waits. */
    public static final Bounds DEFAULT = new Bounds(2_000, 500, 100_000, 2_000, 100, Duration.ofSeconds(5), 200);

    public Bounds withSnapshotEvery(int events) {
        return new Bounds(effects, effectsOfRun, waiting, hotRuns, batch, drain, events);
    }

    public Bounds withDrain(Duration time) {
        return new Bounds(effects, effectsOfRun, waiting, hotRuns, batch, time, snapshotEvery);
    }
}
