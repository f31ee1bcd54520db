package dev.signalbox.bench.ours;

import dev.signalbox.bench.Options;

/** Runs one workload on Signalbox and on the floors. */
public final class SignalboxBench {
    private SignalboxBench() {}

    public static void main(String[] args) throws Exception {
        Options options = Options.of(args);
        switch (options.workload()) {
            case "w1" -> InMemory.ours(options);
            case "w1-floor" -> InMemory.floor(options);
            case "w2-sqlite" -> Durable.onSqlite(options);
            case "w2-postgresql" -> Durable.onPostgres(options);
            case "w2-given" -> Durable.onUrl(options);
            case "w2-floor-sqlite" -> Floor.onSqlite(options);
            case "w2-floor-postgresql" -> Floor.onPostgres(options);
            case "w4" -> Paused.measure(options);
            case "w4-timers" -> Timers.measure(options);
            case "w4-flight" -> InFlight.measure(options);
            case "w5" -> Cold.measure(options);
            case "jmh" -> Micro.measure(options);
            case "context" -> Loop.measure(options);
            case "sync" -> Sync.measure(options);
            default -> throw new IllegalArgumentException("no workload " + options.workload());
        }
    }
}
