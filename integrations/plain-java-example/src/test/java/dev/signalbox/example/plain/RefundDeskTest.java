package dev.signalbox.example.plain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.Actor;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.Signalbox;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.port.StoreException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of docs/embedding.md, on both stores. */
class RefundDeskTest {
    private static final Path FLOWS = Path.of("flows");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Shop shop = new Shop();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private Engine open(String database) {
        return RefundDesk.open(FLOWS, database, shop, new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    private String sqlite() {
        return "sqlite:" + folder.resolve("refunds.db");
    }

    private void aLargeRefundIsHeldApprovedAndPaid(String database) {
        try (Engine engine = open(database)) {
            Views.RunView run = RefundDesk.refund(engine, new RefundDesk.Request("O9", 850));
            assertEquals("succeeded", run.status(), run.toString());
            assertTrue(run.ended());
            assertEquals(new RefundDesk.Paid("R-O9", 850), run.outputAs(RefundDesk.Paid.class));
            assertEquals(new Shop.Order("O9", "Ada", 1200), run.dataAs("order", Shop.Order.class));
            assertEquals("kim", run.startedBy());
        }
        assertEquals(
                List.of(new Shop.Payment("O9", 850)), List.copyOf(shop.paid().values()));
        assertEquals(
                "held: Pay 850 back to Ada?",
                printed.toString(StandardCharsets.UTF_8).strip());
    }

    @Test
    void on_sqlite() {
        aLargeRefundIsHeldApprovedAndPaid(sqlite());
    }

    @Test
    void on_postgresql() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig(
                        "synchronous_commit",
                        "on") // the store refuses a server that answers before a commit is on disk
                .setServerConfig("fsync", "on")
                .setPGStartupWait(PATIENCE)
                .start()) {
            aLargeRefundIsHeldApprovedAndPaid(
                    "postgresql://postgres@localhost:" + server.getPort() + "/postgres?schema=refunds");
        }
    }

    @Test
    void a_small_refund_waits_for_nobody_and_a_map_is_as_good_as_a_record() {
        try (Engine engine = open(sqlite())) {
            Views.RunView run = engine.start("refund", Map.of("order", "O1", "amount", 40), Actor.program("shop"));
            run = engine.await(run.id(), PATIENCE);
            assertEquals(new RefundDesk.Paid("R-O1", 40), run.outputAs(RefundDesk.Paid.class));
        }
    }

    @Test
    void a_hold_waits_through_a_restart_and_takes_an_edit() {
        String hold;
        try (Engine engine = open(sqlite())) {
            Views.RunView run = engine.start("refund", new RefundDesk.Request("O9", 850), engine.person("kim"));
            hold = engine.await(run.id(), PATIENCE).holds().getFirst().id();
        }
        try (Engine engine = open(sqlite())) {
            Views.HoldView seen = engine.openHolds().items().getFirst();
            assertEquals(hold, seen.id());
            Views.DecisionView decided = engine.decide(
                    hold,
                    Views.DecisionRequest.approve(seen.hash())
                            .withEdit(Map.of("amount", 500.0))
                            .withNote("half"),
                    engine.person("sam"));
            Views.RunView run = engine.await(decided.run().id(), PATIENCE);
            assertEquals(new RefundDesk.Paid("R-O9", 500), run.outputAs(RefundDesk.Paid.class));
        }
    }

    @Test
    void what_is_refused_says_why() {
        try (Engine engine = open(sqlite())) {
            Views.RunView run = engine.start("refund", new RefundDesk.Request("O9", 850), engine.person("kim"));
            Views.HoldView hold = engine.await(run.id(), PATIENCE).holds().getFirst();
            Problem noSuch = assertThrows(Problem.class, () -> engine.person("eve"));
            assertEquals(Problem.Kind.NOT_FOUND, noSuch.kind());
            Problem wrong =
                    assertThrows(Problem.class, () -> engine.start("refund", List.of("O9"), Actor.program("shop")));
            assertEquals("The input of a run is a JSON object.", wrong.getMessage());
            Problem own = assertThrows(Problem.class, () -> engine.approve(hold, null, engine.person("kim")));
            assertEquals(Problem.Kind.FORBIDDEN, own.kind(), own.getMessage());
            Problem early =
                    assertThrows(Problem.class, () -> engine.run(run.id()).outputAs(RefundDesk.Paid.class));
            assertTrue(early.getMessage().contains("Paid"), early.getMessage());

            engine.reject(hold, "not twice", engine.person("sam"));
            Problem second = assertThrows(Problem.class, () -> engine.approve(hold, null, engine.person("sam")));
            assertEquals(Problem.Kind.CONFLICT, second.kind(), second.getMessage());
            Views.RunView ended = engine.await(run.id(), PATIENCE);
            assertEquals("failed", ended.status());
            Problem misread = assertThrows(Problem.class, () -> ended.dataAs("order", RefundDesk.Paid[].class));
            assertTrue(misread.getMessage().contains("does not fit"), misread.getMessage());
        }
    }

    @Test
    void a_database_that_is_not_there_is_said_plainly() {
        StoreException refused = assertThrows(StoreException.class, () -> open("postgresql://nobody@localhost:1/none"));
        assertTrue(refused.getMessage().contains("localhost:1"), refused.getMessage());
    }

    @Test
    void a_folder_that_is_not_there_is_said_plainly() {
        Path nowhere = folder.resolve("nowhere");
        Problem refused = assertThrows(
                Problem.class, () -> Signalbox.builder().workspace(nowhere).build());
        assertTrue(refused.getMessage().contains("There is no folder " + nowhere), refused.getMessage());
        assertTrue(Files.notExists(nowhere));
    }
}
