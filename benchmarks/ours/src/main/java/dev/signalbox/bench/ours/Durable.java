package dev.signalbox.bench.ours;

import dev.signalbox.bench.Options;
import dev.signalbox.bench.Postgres;
import dev.signalbox.bench.Result;
import dev.signalbox.bench.Throughput;
import dev.signalbox.core.command.Actor;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.Signalbox;
import dev.signalbox.runtime.api.Views;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** W2 on Signalbox: five calls, a person who approves the sixth, five more; through the public interface alone. */
final class Durable {
    static final Actor LEAD = new Actor("ann", Set.of("lead"), "java", true, true);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final AtomicLong NUMBER = new AtomicLong();

    private Durable() {}

    /** What the action is given and gives. */
    record Order(String order, double amount) {}

    record Receipt(String receipt) {}

    private static final Map<String, String> SQLITE =
            Map.of("flushes", "journal_mode WAL, synchronous FULL, read back by the store");

    static void onSqlite(Options options) throws Exception {
        for (int sideBySide : options.sideBySide()) {
            Path file = options.scratch().resolve("w2-" + sideBySide + ".db");
            measure(
                    options,
                    sideBySide,
                    "signalbox-sqlite",
                    "sqlite:" + file.toAbsolutePath(),
                    new Throughput(options),
                    SQLITE);
        }
    }

    static void onPostgres(Options options) throws Exception {
        try (Postgres postgres = Postgres.start(options.scratch())) {
            for (int sideBySide : options.sideBySide()) {
                String url = postgres.url("w2_" + sideBySide);
                Throughput throughput = new Throughput(options, postgres::cpuNanos);
                measure(options, sideBySide, "signalbox-postgresql", url, throughput, postgres.settings());
            }
        }
    }

    /** On a store of the caller's: {@code --database URL}. */
    static void onUrl(Options options) throws Exception {
        for (int sideBySide : options.sideBySide()) {
            measure(
                    options,
                    sideBySide,
                    "signalbox-given",
                    options.text("database", "memory"),
                    new Throughput(options),
                    Map.of());
        }
    }

    private static void measure(
            Options options,
            int sideBySide,
            String subject,
            String url,
            Throughput throughput,
            Map<String, String> settings)
            throws Exception {
        try (Engine engine = open(options, url)) {
            new Result("w2", subject, beside(sideBySide))
                    .setting("through", "Signalbox.builder(), its defaults; Java actions that are idempotent")
                    .settings(settings)
                    .passes(throughput.measure(() -> run(engine), sideBySide))
                    .write(options);
        }
    }

    static String beside(int sideBySide) {
        return sideBySide == 1 ? "one at a time" : sideBySide + " side by side";
    }

    static Engine open(Options options, String url) throws Exception {
        return Signalbox.builder()
                .workspace(Flows.workspace(options.scratch(), Flows.PAY))
                .database(url)
                .action("book", Order.class, order -> new Receipt("R-" + order.order()))
                .build();
    }

    static void run(Engine engine) {
        Map<String, Object> input = Map.of("order", "A-" + NUMBER.incrementAndGet(), "amount", 99.5);
        String id = engine.start("pay", input, null, LEAD).id();
        Views.RunView held = engine.await(id, LONG);
        Views.HoldView hold = held.holds().get(0);
        engine.decide(hold.id(), new Views.DecisionRequest("approve", hold.hash(), null, null, null, null), LEAD);
        Views.RunView ended = engine.await(id, LONG);
        if (!ended.status().equals("succeeded")) {
            throw new IllegalStateException("the run ended " + ended.status() + ": " + ended.error());
        }
    }
}
