package dev.signalbox.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.signalbox.core.command.Actor;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.Signalbox;
import dev.signalbox.runtime.api.Views;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that waits costs a row: no thread and no heap. Short by default; the long form is
 * {@code -Dtest=ScaleTest -Dscale.held=10000 -Dscale.models=1000}. The figures are printed.
 */
class ScaleTest {
    private static final int HELD = Integer.getInteger("scale.held", 1_000);
    private static final int MODELS = Integer.getInteger("scale.models", 200);
    private static final int SIDE_BY_SIDE = 16;
    private static final Duration THINKING = Duration.ofSeconds(3);
    private static final Actor SAM = new Actor("sam", Set.of("lead"), "java", true, false);

    @TempDir
    private Path folder;

    @Test
    void held_runs_cost_no_thread_and_no_heap() throws Exception {
        Workspace.writeTo(folder);
        try (Engine engine = engine(Map.of("SINK_URL", "http://127.0.0.1:9"))) {
            // What is filled once (classes, caches, the store's pages) is filled before the count begins.
            start(engine, "held", "warm", HELD / 2);
            long heapBefore = heap();
            int threadsBefore = ManagementFactory.getThreadMXBean().getThreadCount();
            long begun = System.nanoTime();

            List<String> runs = start(engine, "held", "held", HELD);

            double seconds = (System.nanoTime() - begun) / 1e9;
            long heapAfter = heap();
            int threadsAfter = ManagementFactory.getThreadMXBean().getThreadCount();
            double each = (heapAfter - heapBefore) / (double) HELD;
            System.out.printf(
                    "scale: %d held runs in %.1f s (%.0f a second, %d side by side); heap %d kB before, %d kB after: %.0f bytes a run; "
                            + "threads %d before, %d after%n",
                    HELD,
                    seconds,
                    HELD / seconds,
                    SIDE_BY_SIDE,
                    heapBefore / 1024,
                    heapAfter / 1024,
                    each,
                    threadsBefore,
                    threadsAfter);
            for (String run : List.of(runs.getFirst(), runs.get(HELD / 2), runs.getLast())) {
                assertEquals("paused", engine.run(run).status());
                assertEquals(1, engine.run(run).holds().size());
            }
            // A run's state alone is more than a kilobyte: kept ones would be seen.
            assertTrue(each < 256, each + " bytes a held run");
            // The carriers of virtual threads come as they are needed, whatever waits; a thread for each run would be a
            // thousand.
            assertTrue(threadsAfter <= threadsBefore + SIDE_BY_SIDE, threadsBefore + " threads became " + threadsAfter);
        }
    }

    @Test
    void runs_that_wait_for_slow_models_wait_side_by_side() throws Exception {
        Workspace.writeTo(folder);
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        HttpServer model = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), MODELS);
        model.setExecutor(threads);
        model.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            clock.schedule(
                    () -> threads.execute(() -> {
                        underWay.decrementAndGet();
                        reply(exchange);
                    }),
                    THINKING.toMillis(),
                    TimeUnit.MILLISECONDS);
        });
        model.start();
        String url = "http://127.0.0.1:" + model.getAddress().getPort() + "/v1";
        try (Engine engine = engine(Map.of("MODEL_URL", url, "MODEL_KEY", "a-key"))) {
            engine.await(start(engine, "asking", "warm", 1).getFirst(), Duration.ofSeconds(30));
            int threadsBefore = ManagementFactory.getThreadMXBean().getThreadCount();
            ManagementFactory.getThreadMXBean().resetPeakThreadCount();
            long begun = System.nanoTime();

            List<String> runs = start(engine, "asking", "slow", MODELS);
            double started = (System.nanoTime() - begun) / 1e9;
            int succeeded = 0;
            for (String run : runs) {
                Views.RunView ended = engine.await(run, Duration.ofSeconds(60));
                assertEquals("succeeded", ended.status(), () -> ended.toString());
                succeeded++;
            }

            double seconds = (System.nanoTime() - begun) / 1e9;
            int peak = ManagementFactory.getThreadMXBean().getPeakThreadCount();
            System.out.printf(
                    "scale: %d of %d runs on a model that thinks %d s ended in %.1f s (started in %.1f s); %d calls at once at most; "
                            + "platform threads %d before, %d at most%n",
                    succeeded, MODELS, THINKING.toSeconds(), seconds, started, most.get(), threadsBefore, peak);
            assertTrue(peak <= threadsBefore + SIDE_BY_SIDE + 8, threadsBefore + " threads became " + peak);
            assertTrue(most.get() > MODELS / 2, "only " + most.get() + " calls were under way at once");
        } finally {
            model.stop(0);
            clock.shutdownNow();
            threads.shutdownNow();
        }
    }

    private static void reply(HttpExchange exchange) {
        byte[] answer = Sink.completion("{\"value\":\"yes\"}").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        try (exchange) {
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (IOException gone) {
            throw new java.io.UncheckedIOException(gone);
        }
    }

    private Engine engine(Map<String, String> environment) {
        return Signalbox.builder()
                .workspace(folder)
                .database(folder.resolve("scale.db").toString())
                .environment(environment)
                .build();
    }

    private static List<String> start(Engine engine, String flow, String prefix, int count) throws Exception {
        List<Future<List<String>>> parts = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
            for (int part = 0; part < SIDE_BY_SIDE; part++) {
                int first = part;
                parts.add(callers.submit(() -> {
                    List<String> runs = new ArrayList<>();
                    for (int i = first; i < count; i += SIDE_BY_SIDE) {
                        runs.add(engine.start(flow, Map.of("id", prefix + i), null, SAM)
                                .id());
                    }
                    return runs;
                }));
            }
            List<String> all = new ArrayList<>();
            for (Future<List<String>> part : parts) {
                all.addAll(part.get());
            }
            return all;
        }
    }

    /** Bytes in use when nothing can be collected any more. */
    private static long heap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
