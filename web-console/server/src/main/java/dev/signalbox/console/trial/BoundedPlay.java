package dev.signalbox.console.trial;

import dev.signalbox.testkit.run.TestResult;
import dev.signalbox.testkit.run.TestRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Plays tests one after the other until the time is up; the one under way then is interrupted and not among the results. */
record BoundedPlay(Duration longest) {
    List<TestResult> play(List<TestRun> tests) throws InterruptedException {
        ExecutorService worker = Executors.newSingleThreadExecutor(
                work -> Thread.ofPlatform().name("tried-tests").daemon().unstarted(work));
        long end = System.nanoTime() + longest.toNanos();
        List<TestResult> results = new ArrayList<>();
        try {
            for (TestRun test : tests) {
                Future<TestResult> played = worker.submit(test::play);
                results.add(played.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
            }
        } catch (TimeoutException over) {
            return results;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException own ? own : new IllegalStateException(e.getCause());
        } finally {
            worker.shutdownNow();
        }
        return results;
    }
}
