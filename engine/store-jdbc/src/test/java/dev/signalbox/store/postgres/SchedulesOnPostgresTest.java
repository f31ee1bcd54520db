package dev.signalbox.store.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.Signalbox;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.testkit.VirtualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three engines on one database, each of which looks at every tick. */
@Timeout(300)
class SchedulesOnPostgresTest {
    private static final int TICKS = 12;

    @TempDir
    Path folder;

    private final TestServer.Schema schema = TestServer.freshSchema();
    private final VirtualClock clock = new VirtualClock();

    private Engine open(RunStore store) {
        return Signalbox.builder()
                .workspace(folder)
                .store(store)
                .clock(clock)
                .environment(Map.of())
                .schedules()
                .build();
    }

    @Test
    void start_one_run_a_tick() throws Exception {
        Files.writeString(folder.resolve("signalbox.yaml"), "signalbox: 1\n");
        Files.writeString(folder.resolve("report.flow.yaml"), """
                signalbox: 1
                flow: report
                version: 1.0.0
                limits: { steps: 5, duration: 1d }
                triggers: [ { schedule: { cron: "0 * * * *", input: { at: "${time}" } } } ]
                input: { type: object, required: [at], properties: { at: { type: string, format: date-time } } }
                start: done
                states:
                  done: { end: succeeded }
                """);
        RunStore store = PostgresStore.open(schema.url());
        try (Engine one = open(store);
                Engine two = open(PostgresStore.open(schema.url()));
                Engine three = open(PostgresStore.open(schema.url()))) {
            reckoned(store);
            for (int i = 0; i < TICKS; i++) {
                clock.advance(Duration.ofHours(1));
                reckoned(store);
            }
            for (Engine engine : List.of(one, two, three)) {
                List<Views.RunSummary> runs = engine.runs(
                                new Views.RunFilter("report", null, null, null, null, null, null, null, 200))
                        .items();
                assertEquals(TICKS, runs.size());
                assertEquals(
                        TICKS,
                        runs.stream()
                                .map(run -> engine.run(run.id()).input())
                                .distinct()
                                .count());
            }
        }
    }

    /** Every tick until now is dealt with. */
    private void reckoned(RunStore store) {
        while (store.triggers().all().stream()
                .noneMatch(kept -> kept.reckoned() != null && !kept.reckoned().isBefore(clock.now()))) {
            LockSupport.parkNanos(5_000_000);
        }
    }
}
