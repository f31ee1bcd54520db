package dev.signalbox.console.api;

import dev.signalbox.core.run.RunStatus;
import dev.signalbox.runtime.api.Operations;
import dev.signalbox.runtime.api.Views;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A few numbers as Prometheus reads them. Runs and holds are counted by paging, at most {@link #MOST} of each, and not
 * again within ten seconds: there is no exact count to ask for, and a scrape must stay cheap.
 */
final class Metrics {
    static final int MOST = 1_000;
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final Operations operations;
    private final LiveStream stream;
    private final Clock clock;
    private final Instant started;
    private String counted = "";
    private Instant countedAt = Instant.MIN;

    Metrics(Operations operations, LiveStream stream, Clock clock) {
        this.operations = operations;
        this.stream = stream;
        this.clock = clock;
        this.started = clock.instant();
    }

    synchronized String text() {
        Instant now = clock.instant();
        if (countedAt.isBefore(now.minus(FRESH))) {
            counted = count();
            countedAt = now;
        }
        Runtime runtime = Runtime.getRuntime();
        return counted
                + gauge(
                        "signalbox_uptime_seconds",
                        "Seconds since the server started.",
                        Duration.between(started, now).toSeconds())
                + gauge("signalbox_stream_readers", "Pages and programs that listen to changes.", stream.readers())
                + gauge("signalbox_heap_used_bytes", "Heap in use.", runtime.totalMemory() - runtime.freeMemory());
    }

    private String count() {
        StringBuilder text = new StringBuilder()
                .append("# HELP signalbox_runs Runs by status, counted up to ")
                .append(MOST)
                .append(".\n")
                .append("# TYPE signalbox_runs gauge\n");
        for (RunStatus status : RunStatus.values()) {
            long runs = pages(cursor -> operations.runs(new Views.RunFilter(null, status.text(), null, cursor, 200)));
            text.append("signalbox_runs{status=\"")
                    .append(status.text())
                    .append("\"} ")
                    .append(runs)
                    .append('\n');
        }
        long holds = pages(cursor -> operations.holds(new Views.HoldFilter(null, null, null, cursor, 200)));
        return text + gauge("signalbox_holds_open", "Open holds, counted up to " + MOST + ".", holds);
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

    private static String gauge(String name, String help, long value) {
        return "# HELP " + name + " " + help + "\n# TYPE " + name + " gauge\n" + name + " " + value + "\n";
    }
}
