package dev.signalbox.bench.ours;

import dev.signalbox.bench.Crowd;
import dev.signalbox.bench.Options;
import dev.signalbox.bench.Result;
import dev.signalbox.bench.Timed;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.Signalbox;
import dev.signalbox.runtime.api.Views;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** W4: a million runs that wait for a person, in one store. */
final class Paused {
    private Paused() {}

    static void measure(Options options) throws Exception {
        long wanted = options.number("paused", 1_000_000);
        int threads = (int) options.number("side-by-side-paused", 64);
        Path workspace = Flows.workspace(options.scratch(), Flows.PAUSE);
        Path file = options.scratch().resolve("w4.db");
        Result result = new Result("w4", "signalbox", "paused")
                .setting("store", "SQLite, journal_mode WAL, synchronous FULL, read back by the store")
                .setting("made by", threads + " threads through Signalbox.builder(), its defaults")
                .figure("count", wanted);
        long count;
        try (Engine engine = open(workspace, file)) {
            count = new Crowd(threads, () -> 0)
                    .make(
                            wanted,
                            (double) options.number("most-seconds", 420),
                            number -> start(engine, number),
                            result);
            result.figure("count", count);
            long made = count;
            Timed.milliseconds(
                    "newest",
                    400,
                    result,
                    () -> expect(50, engine.runs(filter("", "")).items().size()));
            Timed.milliseconds(
                    "filtered",
                    400,
                    result,
                    () -> expect(
                            50, engine.runs(filter("pause", "paused")).items().size()));
            Timed.milliseconds("key", 400, result, () -> expect(1, byKey(engine, "A-" + made / 2)));
            Timed.milliseconds(
                    "inbox",
                    400,
                    result,
                    () -> expect(
                            50,
                            engine.holds(new Views.HoldFilter(null, null, "lead", null, 50))
                                    .items()
                                    .size()));
        }
        result.figure("bytes_each", (double) Files.size(file) / count);
        reopened(workspace, file, count, result);
        result.write(options);
    }

    /** Start-up with all of them there, and that one of them still goes on. */
    private static void reopened(Path workspace, Path file, long count, Result result) throws IOException {
        long begun = System.nanoTime();
        try (Engine engine = open(workspace, file)) {
            engine.runs(filter("", ""));
            result.figure("start_ms", (System.nanoTime() - begun) / 1e6);
            String id = engine.runs(new Views.RunFilter(null, null, "A-" + count / 3, null, 50))
                    .items()
                    .get(0)
                    .id();
            Views.HoldView hold = engine.run(id).holds().get(0);
            long deciding = System.nanoTime();
            Views.DecisionView decided = engine.decide(
                    hold.id(), new Views.DecisionRequest("answer", hold.hash(), null, null, "yes", null), Durable.LEAD);
            result.figure("decide_ms", (System.nanoTime() - deciding) / 1e6);
            if (!decided.run().status().equals("succeeded")) {
                throw new IllegalStateException("the run ended " + decided.run().status());
            }
        }
    }

    private static int byKey(Engine engine, String key) {
        return engine.runs(new Views.RunFilter(null, null, key, null, 50))
                .items()
                .size();
    }

    private static Views.RunFilter filter(String flow, String status) {
        return new Views.RunFilter(flow, status, null, null, 50);
    }

    private static Engine open(Path workspace, Path file) {
        return Signalbox.builder()
                .workspace(workspace)
                .database("sqlite:" + file.toAbsolutePath())
                .build();
    }

    private static void start(Engine engine, long number) {
        Views.RunView run = engine.start("pause", Map.of("order", "A-" + number, "amount", 99.5), null, Durable.LEAD);
        if (!run.status().equals("paused")) {
            throw new IllegalStateException("the run is " + run.status());
        }
    }

    static void expect(int expected, int found) {
        if (expected != found) {
            throw new IllegalStateException("found " + found + " and not " + expected);
        }
    }
}
