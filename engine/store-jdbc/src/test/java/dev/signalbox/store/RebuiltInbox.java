package dev.signalbox.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.signalbox.core.command.Actor;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.Signalbox;
import dev.signalbox.runtime.api.AuditViews;
import dev.signalbox.runtime.api.InboxViews;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.testkit.VirtualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database from before there was an inbox lists its holds and tells its decisions as one that had it from the beginning. */
public abstract class RebuiltInbox {
    private static final Actor ADA = new Actor("ada", Set.of("lead"), "java", true, false);
    private static final Actor BOB = new Actor("bob", Set.of("lead"), "java", true, false);

    @TempDir
    protected Path folder = Path.of("");

    protected abstract Database database();

    /** The version of the tables that brought the inbox. */
    protected abstract int firstWithInbox();

    private Engine engine(VirtualClock clock) {
        return Signalbox.builder()
                .workspace(folder)
                .store(database().open())
                .clock(clock)
                .environment(Map.of())
                .build();
    }

    private static Views.HoldView held(Engine engine, String id) {
        Views.RunView run = engine.start("pay", Map.of("id", id), null, ADA);
        return engine.await(run.id(), Duration.ofSeconds(30)).holds().getFirst();
    }

    private static void decide(
            Engine engine, Views.HoldView hold, String decision, Map<String, Object> edit, Actor actor) {
        String hash = engine.hold(hold.id()).hash();
        engine.decide(hold.id(), new Views.DecisionRequest(decision, hash, null, edit, null, "so be it"), actor);
        engine.await(hold.run(), Duration.ofSeconds(30));
    }

    private static List<Object> told(Engine engine) {
        List<Object> told = new ArrayList<>();
        for (String sort : List.of("due", "opened", "urgency", "cost")) {
            InboxViews.HoldPage page = engine.holds(
                    new Views.HoldFilter(null, null, null, null, false, "groups", null, null, "pay", sort, null, 50),
                    BOB);
            told.add(page);
        }
        told.add(engine.audit(new AuditViews.AuditFilter(null, null, null, null, null, null, null, 50)));
        return told;
    }

    @Test
    void whatIsReadOffTheLogsIsWhatWasWrittenWithThem() throws Exception {
        Files.writeString(folder.resolve("signalbox.yaml"), """
                signalbox: 1
                groups: [lead]
                """);
        Files.writeString(folder.resolve("pay.flow.yaml"), """
                signalbox: 1
                flow: pay
                version: 1.0.0
                key: "${input.id}"
                limits: { steps: 20, duration: 30d }
                input: { type: object, required: [id], properties: { id: { type: string, maxLength: 20 } } }
                data: { amount: { type: number, maximum: 100, default: 1 } }
                actions:
                  pay: { echo: {}, args: { type: object, required: [amount], properties: { amount: { type: number } } }, effect: write, delivery: idempotent }
                otherwise: { failed: refused, rejected: refused, expired: refused }
                start: pay
                states:
                  pay:
                    call: pay
                    with: { amount: "${amount}" }
                    approve: { title: "Pay ${amount} for ${input.id}?", edit: [amount], by: [lead], count: 2, within: 2h }
                    next: done
                  done: { end: succeeded }
                  refused: { end: failed, error: Refused. }
                """);
        VirtualClock clock = new VirtualClock();
        List<Object> before;
        try (Engine engine = engine(clock)) {
            Views.HoldView edited = held(engine, "T1");
            decide(engine, edited, "approve", Map.of("amount", 7.0), ADA);
            decide(engine, edited, "approve", Map.of(), BOB);
            decide(engine, held(engine, "T2"), "reject", Map.of(), BOB);
            engine.cancel(held(engine, "T3").run(), "no need", ADA);
            decide(engine, held(engine, "T4"), "approve", Map.of("amount", 9.0), ADA);
            decide(engine, held(engine, "T5"), "approve", Map.of(), BOB);
            clock.advance(Duration.ofMinutes(1));
            held(engine, "T6");
            before = told(engine);
        }
        for (String table : List.of("hold_line", "decision", "claim", "look")) {
            database().execute("DROP TABLE " + table);
        }
        database().execute("DELETE FROM schema_version WHERE version >= " + firstWithInbox());
        try (Engine engine = engine(new VirtualClock(clock.now()))) {
            assertEquals(before, told(engine));
            // An edit of before is remembered to the decision.
            Views.HoldView open = engine.holds(new Views.HoldFilter(null, null, null, null, 50)).items().stream()
                    .filter(hold -> "T4".equals(hold.key()))
                    .findFirst()
                    .orElseThrow();
            decide(engine, open, "approve", Map.of(), BOB);
            AuditViews.AuditFilter approved =
                    new AuditViews.AuditFilter(null, null, "approved", null, null, "t4", null, 50);
            assertEquals(true, engine.audit(approved).items().getFirst().edited());
        }
    }
}
