package dev.signalbox.cli.tests;

import dev.signalbox.testkit.run.TestResult;
import dev.signalbox.testkit.run.TestRun;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Plays tests as many at a time as there are processors: each has a world of its own. */
final class SideBySide {
    private static final Logger ENGINE = Logger.getLogger("dev.signalbox.runtime.dispatch");

    private SideBySide() {}

    /** The results in the order of the tests. */
    static List<TestResult> play(List<TestRun> tests) throws InterruptedException {
        return play(tests, Runtime.getRuntime().availableProcessors());
    }

    static List<TestResult> play(List<TestRun> tests, int most) throws InterruptedException {
        int threads = Math.clamp(tests.size(), 1, most);
        ExecutorService workers = Executors.newFixedThreadPool(
                threads, work -> Thread.ofPlatform().name("test").daemon().unstarted(work));
        // A crash that a test scripts is no failure that anybody should read about.
        Level level = ENGINE.getLevel();
        ENGINE.setLevel(Level.OFF);
        try {
            List<Future<TestResult>> results = new ArrayList<>();
            tests.forEach(test -> results.add(workers.submit(test::play)));
            List<TestResult> played = new ArrayList<>();
            for (Future<TestResult> result : results) {
                played.add(result.get());
            }
            return played;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException own ? own : new IllegalStateException(e.getCause());
        } finally {
            ENGINE.setLevel(level);
            workers.shutdownNow();
        }
    }
}
