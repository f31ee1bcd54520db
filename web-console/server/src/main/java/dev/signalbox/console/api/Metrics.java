package dev.signalbox.console.api;

import dev.signalbox.core.run.RunStatus;
import dev.signalbox.runtime.api.Operations;
import dev.signalbox.runtime.api.Views;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The engine's meters and the server's own, as Prometheus reads them. Runs are counted by paging, at most
 * {@link #MOST} of each, and not again within ten seconds: there is no exact count to ask for, and a scrape must stay
 * cheap. A request is labelled with its route, never with its path.
 */
final class Metrics {
    static final int MOST = 1_000;
    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final String STREAM = "/api/stream";
    private static final Duration[] REQUEST = {
        Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(25), Duration.ofMillis(100),
        Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(30)
    };

    private final PrometheusMeterRegistry registry;
    private final Operations operations;
    private final Clock clock;
    private final Map<RunStatus, AtomicLong> runs = new EnumMap<>(RunStatus.class);
    private final AtomicLong holds = new AtomicLong();
    private Instant countedAt = Instant.MIN;

    Metrics(PrometheusMeterRegistry registry, Operations operations, LiveStream stream, Clock clock) {
        this.registry = registry;
        this.operations = operations;
        this.clock = clock;
        Instant started = clock.instant();
        for (RunStatus status : RunStatus.values()) {
            AtomicLong count = new AtomicLong();
            runs.put(status, count);
            Gauge.builder("signalbox.runs", count, AtomicLong::get)
                    .description("Runs by status, counted up to " + MOST + ".")
                    .tag("status", status.text())
                    .register(registry);
        }
        gauge("signalbox.holds.open", "Open holds, counted up to " + MOST + ".", holds, AtomicLong::get);
        gauge(
                "signalbox.uptime.seconds",
                "Seconds since the server started.",
                clock,
                now -> Duration.between(started, now.instant()).toSeconds());
        gauge("signalbox.stream.readers", "Pages and programs that listen to changes.", stream, LiveStream::readers);
        gauge(
                "signalbox.heap.used.bytes",
                "Heap in use.",
                Runtime.getRuntime(),
                jvm -> jvm.totalMemory() - jvm.freeMemory());
    }

    private <T> void gauge(String name, String description, T of, ToDoubleFunction<T> value) {
        Gauge.builder(name, of, value).description(description).register(registry);
    }

    synchronized String text() {
        Instant now = clock.instant();
        if (countedAt.isBefore(now.minus(FRESH))) {
            count();
            countedAt = now;
        }
        return registry.scrape();
    }

    /** A request was answered. A stream is none: it lasts as long as its page is open. */
    void answered(Context ctx, float millis) {
        Endpoint endpoint = ctx.endpoints().matchedHttpEndpoint();
        String route = endpoint == null ? "none" : endpoint.path;
        if (!route.equals(STREAM)) {
            Timer.builder("signalbox.http.requests")
                    .description("Requests answered, and how long each took.")
                    .tag("method", endpoint == null ? "none" : endpoint.method.name())
                    .tag("route", route)
                    .tag("status", String.valueOf(ctx.statusCode()))
                    .serviceLevelObjectives(REQUEST)
                    .register(registry)
                    .record((long) (millis * 1_000), TimeUnit.MICROSECONDS);
        }
    }

    private void count() {
        runs.forEach((status, count) -> count.set(
                pages(cursor -> operations.runs(new Views.RunFilter(null, status.text(), null, cursor, 200)))));
        holds.set(Math.min(
                operations
                        .holds(new Views.HoldFilter(null, null, null, null, 1))
                        .count(),
                MOST));
    }

    private static <T> long pages(Function<@Nullable String, Views.Page<T>> read) {
        long count = 0;
        String cursor = null;
        do {
            Views.Page<T> page = read.apply(cursor);
            count += page.items().size();
            cursor = page.next();
        } while (cursor != null && count < MOST);
        return Math.min(count, MOST);
    }
}
