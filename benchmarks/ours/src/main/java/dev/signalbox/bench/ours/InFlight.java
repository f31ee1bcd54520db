package dev.signalbox.bench.ours;

import dev.signalbox.bench.Crowd;
import dev.signalbox.bench.Options;
import dev.signalbox.bench.Result;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.Signalbox;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.dispatch.Bounds;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** W4: ten thousand runs that all wait for a slow model at the same time, each on a virtual thread. */
final class InFlight {
    private InFlight() {}

    static void measure(Options options) throws Exception {
        int count = (int) options.number("flight", 10_000);
        CountDownLatch asked = new CountDownLatch(count);
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(count);
        Result result = new Result("w4", "signalbox", "in flight with slow models").figure("count", count);
        Bounds usual = Bounds.DEFAULT;
        Bounds bounds = new Bounds(
                count,
                usual.effectsOfRun(),
                2 * count,
                usual.hotRuns(),
                usual.batch(),
                usual.drain(),
                usual.snapshotEvery());
        try (Engine engine = Signalbox.builder()
                        .workspace(Flows.workspace(options.scratch(), Flows.QUESTION))
                        .database("sqlite:"
                                + options.scratch().resolve("flight.db").toAbsolutePath())
                        .bounds(bounds)
                        .models((call, of) -> {
                            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                            asked.countDown();
                            answer.await();
                            underWay.decrementAndGet();
                            return reply(call);
                        })
                        .build();
                AutoCloseable watching = engine.watch(change -> count(change, ended))) {
            double heap = Crowd.heapMegabytes();
            Result made = new Result("w4", "signalbox", "unused");
            new Crowd(64, () -> 0).make(count, number -> start(engine, number), made);
            await(asked, "asked");
            result.figure("most_under_way", most.get());
            result.figure(
                    "platform_threads", ManagementFactory.getThreadMXBean().getThreadCount());
            result.figure("kb_each_in_flight", (Crowd.heapMegabytes() - heap) * 1024 / count);
            long begun = System.nanoTime();
            answer.countDown();
            await(ended, "ended");
            double seconds = (System.nanoTime() - begun) / 1e9;
            result.figure("seconds", seconds).figure("wake_per_second", count / seconds);
            if (watching == null
                    || engine.runs(new Views.RunFilter(null, "succeeded", null, null, 1))
                            .items()
                            .isEmpty()) {
                throw new IllegalStateException("no run succeeded");
            }
        }
        result.setting("bounds", "as many effects side by side as runs; otherwise the defaults")
                .setting("store", "SQLite, synchronous FULL")
                .write(options);
    }

    private static ModelOutcome reply(Effect.ModelCall call) {
        return new ModelOutcome.Replied("refund", call.model().value(), 50, 5, 0, 0.0001);
    }

    private static void count(Views.Change change, CountDownLatch ended) {
        if (change.kind().equals("run") && change.status().equals("succeeded")) {
            ended.countDown();
        }
    }

    private static void await(CountDownLatch latch, String what) throws InterruptedException {
        if (!latch.await(5, TimeUnit.MINUTES)) {
            throw new IllegalStateException(latch.getCount() + " were never " + what);
        }
    }

    private static void start(Engine engine, long number) {
        engine.start("question", Map.of("order", "A-" + number), null, Durable.LEAD);
    }
}
