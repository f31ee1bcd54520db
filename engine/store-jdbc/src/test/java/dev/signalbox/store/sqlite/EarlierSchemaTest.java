package dev.signalbox.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.command.Actor;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.Signalbox;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.store.sql.Sql;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases that earlier programs left when they were killed; {@code earlier/README.md} says how they were made. */
class EarlierSchemaTest {
    private static final Actor SAM = new Actor("sam", Set.of("lead"), "java", true, true);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void everyRunOfAnEarlierSchemaGoesOn(int schema) throws Exception {
        Path database = folder.resolve("signalbox.db");
        copy("schema-" + schema + ".db.gz", database);
        for (String name :
                List.of("signalbox.yaml", "pay.flow.yaml", "ship.flow.yaml", "rest.flow.yaml", "paid.flow.yaml")) {
            copy(name, folder.resolve(name));
        }
        Queue<String> calls = new ConcurrentLinkedQueue<>();
        try (Engine engine = Signalbox.builder()
                .workspace(folder)
                .database("sqlite:" + database)
                .actions(call -> {
                    calls.add(String.valueOf(call.args().get("id")));
                    return new ActionOutcome.Answered(Map.of(), Map.of());
                })
                .build()) {
            assertEquals("succeeded", end(engine, "ended").status());

            // Sent before the kill and not to be repeated; repeated under its key.
            assertEquals("It may have been paid.", end(engine, "cut-once").error());
            assertEquals("succeeded", end(engine, "cut-idem").status());

            Views.HoldView hold = run(engine, "held").holds().get(0);
            assertTrue(
                    engine.holds(new Views.HoldFilter(null, null, null, null, 50)).items().stream()
                            .anyMatch(open -> open.id().equals(hold.id())),
                    "the inbox lists it");
            engine.decide(hold.id(), new Views.DecisionRequest("approve", hold.hash(), null, null, null, null), SAM);
            assertEquals("succeeded", end(engine, "held").status());

            engine.send(new Views.EventRequest("payment.received", "waiting", "e1", Map.of("sum", 5.0)), SAM);
            assertEquals("succeeded", end(engine, "waiting").status());
            // Its time passed while nobody ran.
            assertEquals("succeeded", end(engine, "resting").status());
        }
        assertEquals(List.of("cut-idem", "held"), calls.stream().sorted().toList());
        try (Sql sql = Sqlite.reader(database)) {
            assertEquals(
                    0, sql.list("SELECT 1 FROM effect", row -> row.number(1)).size());
            assertEquals("ok", sql.first("PRAGMA integrity_check", row -> row.text(1)));
        }
    }

    /** By what it was started with. */
    private static Views.RunView run(Engine engine, String id) {
        return engine.runs(new Views.RunFilter(null, null, null, null, 50)).items().stream()
                .map(summary -> engine.run(summary.id()))
                .filter(run -> Map.of("id", id).equals(run.input()))
                .findFirst()
                .orElseThrow();
    }

    /** A run whose timer is due or whose event came is paused for a moment more. */
    private static Views.RunView end(Engine engine, String id) {
        String run = run(engine, id).id();
        long until = System.nanoTime() + PATIENCE.toNanos();
        Views.RunView now = engine.await(run, PATIENCE);
        while (now.status().equals("paused") && System.nanoTime() < until) {
            LockSupport.parkNanos(1_000_000);
            now = engine.await(run, PATIENCE);
        }
        return now;
    }

    private static void copy(String name, Path to) throws Exception {
        try (InputStream in = EarlierSchemaTest.class.getResourceAsStream("earlier/" + name)) {
            assertTrue(in != null, name);
            Files.write(to, (name.endsWith(".gz") ? new GZIPInputStream(in) : in).readAllBytes());
        }
    }
}
