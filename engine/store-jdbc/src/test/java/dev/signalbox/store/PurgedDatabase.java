package dev.signalbox.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.Actor;
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
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a database holds of runs whose payloads are purged, looked at from beside the store. */
public abstract class PurgedDatabase {
    private static final Actor SAM = new Actor("sam", Set.of(), "java", true, true);
    private static final String WORDS = "words-of-a-customer";

    /** Every table that holds what runs say. */
    private static final List<String> TABLES = List.of("blob", "commit_log", "effect", "hold", "snapshot", "history");

    @TempDir
    protected Path folder = Path.of("");

    /** The version of the tables that brought retention. */
    protected abstract int firstWithRetention();

    /** Takes back what later versions made and cannot make twice. */
    protected void undoLaterSteps() throws Exception {}

    protected abstract Database database();

    private RunStore open() {
        return database().open();
    }

    private void execute(String sql) throws Exception {
        database().execute(sql);
    }

    private long number(String sql) throws Exception {
        return database().number(sql);
    }

    @BeforeEach
    void writeTheWorkspace() throws Exception {
        Files.writeString(folder.resolve("signalbox.yaml"), "signalbox: 1\nretention: { payloads: 90d }\n");
        Files.writeString(folder.resolve("keep.flow.yaml"), """
                signalbox: 1
                flow: keep
                version: 1.0.0
                limits: { steps: 10, duration: 1h }
                input:
                  type: object
                  required: [words, more]
                  properties: { words: { type: string, maxLength: 50000 }, more: { type: string, maxLength: 100 } }
                output: { type: object, required: [more], properties: { more: { type: string } } }
                data:
                  words: { type: string, maxLength: 50000, default: "" }
                start: take
                states:
                  take: { set: { words: "${input.words}" }, next: done }
                  done: { end: succeeded, output: { more: "${input.more}" } }
                """);
    }

    private Engine engine(VirtualClock clock) {
        return Signalbox.builder().workspace(folder).store(open()).clock(clock).build();
    }

    private static Views.RunView run(Engine engine, String words) {
        Map<String, Object> input = Map.of("words", words, "more", WORDS);
        Views.RunView run = engine.await(engine.start("keep", input, null, SAM).id(), Duration.ofSeconds(30));
        assertEquals("succeeded", run.status());
        return run;
    }

    private static void untilPurged(Engine engine, Views.RunView run) throws Exception {
        BlockingQueue<Views.Change> changes = new LinkedBlockingQueue<>();
        try (AutoCloseable watching = engine.watch(changes::add)) {
            assertTrue(watching != null);
            while (engine.events(run.id(), 0).toString().contains(WORDS)) {
                assertTrue(changes.poll(30, TimeUnit.SECONDS) != null, run.id());
            }
        }
    }

    private long rowsThatSay(String words) throws Exception {
        long rows = 0;
        for (String table : TABLES) {
            rows += number("SELECT count(*) FROM " + table + " WHERE body LIKE '%" + words + "%'");
        }
        return rows;
    }

    @Test
    void noTableSaysWhatAPurgedRunSaidAndAnotherRunLosesNothing() throws Exception {
        String large = (WORDS + " ").repeat(2200);
        VirtualClock clock = new VirtualClock();
        try (Engine engine = engine(clock)) {
            Views.RunView old = run(engine, large);
            assertNotEquals(0, number("SELECT count(*) FROM blob"));
            clock.advance(Duration.ofDays(60));
            Views.RunView young = run(engine, large);
            Views.RunView was = engine.run(young.id());
            clock.advance(Duration.ofDays(31));
            untilPurged(engine, old);
            assertEquals(1, number("SELECT count(*) FROM run WHERE purged_at IS NOT NULL"));
            assertEquals(was, engine.run(young.id()));

            clock.advance(Duration.ofDays(60));
            untilPurged(engine, young);
            assertEquals(0, rowsThatSay(WORDS));
            assertEquals(0, number("SELECT count(*) FROM blob") + number("SELECT count(*) FROM blob_use"));
            assertEquals("succeeded", engine.run(old.id()).status());
        }
    }

    @Test
    void aDatabaseFromBeforeThereWasRetentionIsPurgedAsWell() throws Exception {
        VirtualClock clock = new VirtualClock();
        Views.RunView old;
        try (Engine engine = engine(clock)) {
            old = run(engine, (WORDS + " ").repeat(2200));
        }
        long uses = number("SELECT count(*) FROM blob_use");
        assertNotEquals(0, uses);
        execute("DROP TABLE blob_use");
        execute("DROP INDEX run_to_purge");
        execute("ALTER TABLE run DROP COLUMN purged_at");
        undoLaterSteps();
        execute("DELETE FROM schema_version WHERE version >= " + firstWithRetention());
        open().close();
        assertEquals(uses, number("SELECT count(*) FROM blob_use"));

        clock.advance(Duration.ofDays(91));
        VirtualClock later = new VirtualClock(clock.now());
        try (Engine engine = engine(later)) {
            untilPurged(engine, old);
        }
        assertEquals(0, rowsThatSay(WORDS));
    }
}
