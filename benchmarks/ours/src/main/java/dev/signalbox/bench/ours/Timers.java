package dev.signalbox.bench.ours;

import dev.signalbox.bench.Crowd;
import dev.signalbox.bench.Options;
import dev.signalbox.bench.Result;
import dev.signalbox.bench.Throughput;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.Signalbox;
import dev.signalbox.runtime.api.Views;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** W4: timers of a whole week that came due while nobody was there, and are all rung at the next start. */
final class Timers {
    private static final Duration WEEK = Duration.ofDays(7);

    private Timers() {}

    static void measure(Options options) throws Exception {
        long count = options.number("timers", 100_000);
        Path workspace = Flows.workspace(options.scratch(), Flows.SLEEP);
        Path file = options.scratch().resolve("timers.db");
        ShiftedClock clock = new ShiftedClock(Duration.ZERO);
        Result result = new Result("w4", "signalbox", "timers after a week of downtime").figure("count", count);
        Result unused = new Result("w4", "signalbox", "unused");
        try (Engine engine = open(workspace, file, clock)) {
            // Nobody is due before the last has started: a timer rests a day, so all start within the day.
            new Crowd(64, () -> 0).make(count, number -> start(engine, clock, number, count), unused);
        }
        ShiftedClock later = new ShiftedClock(WEEK.plusDays(1));
        Throughput cpu = new Throughput(options);
        long cpuBefore = cpu.cpuNanos();
        long begun = System.nanoTime();
        try (Engine engine = open(workspace, file, later)) {
            result.figure("start_ms", (System.nanoTime() - begun) / 1e6);
            while (waiting(engine) > 0) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            result.figure("seconds", seconds);
            result.figure("wake_per_second", count / seconds);
            result.figure("cpu_micros", (cpu.cpuNanos() - cpuBefore) / 1e3 / count);
            result.figure("heap_mb", Crowd.heapMegabytes());
        }
        result.setting("store", "SQLite, synchronous FULL").write(options);
    }

    private static int waiting(Engine engine) {
        int paused = engine.runs(new Views.RunFilter(null, "paused", null, null, 1))
                .items()
                .size();
        return paused
                + engine.runs(new Views.RunFilter(null, "running", null, null, 1))
                        .items()
                        .size();
    }

    private static void start(Engine engine, ShiftedClock clock, long number, long count) {
        clock.ahead(Duration.ofHours(23).multipliedBy(number).dividedBy(count));
        engine.start("sleep", Map.of("order", "A-" + number), null, Durable.LEAD);
    }

    private static Engine open(Path workspace, Path file, ShiftedClock clock) {
        return Signalbox.builder()
                .workspace(workspace)
                .database("sqlite:" + file.toAbsolutePath())
                .clock(clock)
                .build();
    }
}
