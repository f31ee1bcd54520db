package dev.signalbox.testkit;

import static dev.signalbox.testkit.World.SAM;
import static dev.signalbox.testkit.World.assertStatus;
import static dev.signalbox.testkit.World.rests;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.Actor;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.api.NoticeViews;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.notice.Arrival;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is told of what: once each, never lost, never in a run's way. */
class NoticesTest {
    private static final URI CONSOLE = URI.create("https://signalbox.example/");
    private static final Actor KIM = new Actor("kim", Set.of("lead"), "console", true, false);
    private static final Actor LEA = new Actor("lea", Set.of(), "console", true, false);

    private static final String DESK = """
            signalbox: 1
            flow: desk
            version: 1.0.0
            limits: { steps: 30, duration: 30d }
            input: { type: object, required: [id], properties: { id: { type: string, maxLength: 200 } } }
            data:
              receipt: { type: object, required: [n], properties: { n: { type: integer } } }
              card: { type: string, maxLength: 40, default: "4111-1111", redact: true }
            actions:
              pay:
                java: pay
                args: { type: object, required: [id], properties: { id: { type: string } } }
                returns: { type: object, required: [n], properties: { n: { type: integer } } }
                effect: write
                delivery: idempotent
            start: pay
            states:
              pay:
                call: pay
                with: { id: "${input.id}" }
                approve:
                  title: "Pay ${input.id}?"
                  show: [input.id]
                  by: [lead]
                  not: requester
                  within: 48h
                  remind: 4h
                  escalate: { after: 24h, by: [boss] }
                save: receipt
                otherwise: { failed: broken, rejected: no, expired: late }
                next: done
              done: { end: succeeded }
              no: { end: cancelled }
              broken: { end: failed, error: It broke. }
              late: { end: failed, error: Nobody decided. }
            """;

    @TempDir
    Path folder;

    private World world;
    private Sink sink;

    @BeforeEach
    void people_with_a_room_and_channels_of_their_own() throws IOException {
        world = new World(folder, DESK);
        sink = new Sink();
        workspace("");
    }

    @AfterEach
    void close() {
        sink.close();
    }

    private void workspace(String more) throws IOException {
        Files.writeString(folder.resolve("signalbox.yaml"), """
                signalbox: 1
                groups: [lead, boss]
                http: { allow: ["%1$s"] }
                people:
                  sam: { name: Sam Reyes, groups: [lead], roles: [approver], channel: room }
                  kim: { name: Kim Oduya, groups: [lead], roles: [approver], channel: room }
                  mo: { groups: [boss], roles: [approver], channel: bosses }
                  otto: { roles: [operator], channel: ops }
                channels:
                  room: { webhook: { url: "http://%1$s/room" }, groups: [lead] }
                  bosses: { webhook: { url: "http://%1$s/bosses" } }
                  ops: { webhook: { url: "http://%1$s/ops" } }
                %2$s""".formatted(sink.host(), more));
    }

    private static Views.RunView started(Engine engine, String id) {
        return started(engine, id, SAM);
    }

    private static Views.RunView started(Engine engine, String id, Actor by) {
        return rests(engine, engine.start("desk", Map.of("id", id), null, by));
    }

    private static String hold(Views.RunView run) {
        return run.holds().getFirst().id();
    }

    private static void approve(Engine engine, String id, Actor by) {
        Views.HoldView hold = engine.hold(id);
        engine.decide(id, new Views.DecisionRequest("approve", hold.hash(), null, null, null, null), by);
    }

    private static List<String> states(Engine engine, String hold) {
        return engine.notices(hold).stream()
                .map(told -> told.kind() + " " + told.channel() + " " + told.state())
                .toList();
    }

    /** Waits for what another thread is about to write down; of a run that is over nobody is told that it has. */
    private static void until(Engine engine, BooleanSupplier condition) throws Exception {
        CountDownLatch met = new CountDownLatch(1);
        try (AutoCloseable watching = engine.watch(change -> {
            if (condition.getAsBoolean()) {
                met.countDown();
            }
        })) {
            assertTrue(watching != null);
            boolean now = condition.getAsBoolean();
            for (int i = 0; !now && i < 300; i++) {
                now = met.await(200, TimeUnit.MILLISECONDS) || condition.getAsBoolean();
            }
            assertTrue(now);
        }
    }

    /** The clock may not move on while something is under way: its lease would be over. */
    private void triedNow(Engine engine, String hold) throws Exception {
        String now = world.clock.now().toString();
        until(
                engine,
                () -> engine.notices(hold).stream().allMatch(told -> told.at().equals(now))
                        && engine.notices(hold).stream()
                                .noneMatch(told -> told.state().equals("waiting") && told.problem() == null));
    }

    private void allGone(Engine engine, String hold) throws Exception {
        until(
                engine,
                () -> engine.notices(hold).stream()
                        .noneMatch(told -> told.state().equals("waiting")));
    }

    @Test
    void a_new_hold_is_told_to_each_room_once_with_a_link_for_those_it_asks() throws Exception {
        try (Engine engine = world.open()) {
            engine.sendNotices(CONSOLE);
            Views.RunView run = started(engine, "r7");
            Sink.Came one = sink.next();
            assertEquals("/room", one.path());
            assertEquals("hold.opened", one.type());
            assertEquals("Pay r7?", one.data().get("title"));
            assertEquals("sam", one.data().get("started_by"));
            assertNull(one.data().get("args"));
            until(engine, () -> states(engine, hold(run)).equals(List.of("opened room sent")));
            assertEquals(0, sink.more());

            String url = String.valueOf(one.data().get("url"));
            String place = "holds/" + hold(run);
            assertTrue(url.startsWith("https://signalbox.example/" + place + "?for="), url);
            String token = url.substring(url.indexOf('=') + 1);
            assertInstanceOf(Arrival.Welcome.class, engine.arrive(place, token, KIM));
            assertEquals(new Arrival.Others(List.of("lead")), engine.arrive(place, token, LEA));
            assertInstanceOf(Arrival.Strange.class, engine.arrive("holds/other", token, KIM));
            assertStatus("paused", engine.run(run.id()));
            world.clock.advance(Duration.ofHours(48));
            assertInstanceOf(Arrival.Late.class, engine.arrive(place, token, KIM));
        }
    }

    @Test
    void a_reminder_an_escalation_and_the_end_are_told_to_whom_they_concern() throws Exception {
        try (Engine engine = world.open()) {
            engine.sendNotices(CONSOLE);
            Views.RunView run = started(engine, "r7");
            String hold = hold(run);
            assertEquals("hold.opened", sink.next().type());
            allGone(engine, hold);
            world.clock.advance(Duration.ofHours(4));
            assertEquals("hold.reminder", sink.next().type());
            allGone(engine, hold);
            world.clock.advance(Duration.ofHours(20));
            Sink.Came escalated = sink.next();
            allGone(engine, hold);
            assertEquals("hold.escalated", escalated.type());
            assertEquals("/bosses", escalated.path());
            world.clock.advance(Duration.ofHours(24));
            Set<String> last = new HashSet<>();
            for (int i = 0; i < 2; i++) {
                Sink.Came one = sink.next();
                assertEquals("hold.expired", one.type());
                assertEquals("Pay r7?", one.data().get("title"));
                last.add(one.path());
            }
            assertEquals(Set.of("/room", "/bosses"), last);
            World.ended(engine, run);
            assertEquals(0, sink.more());
        }
    }

    @Test
    void a_stuck_run_is_told_to_operators_and_where_a_channel_asks_for_it() throws Exception {
        workspace("  night: { webhook: { url: \"http://%s/night\" }, stuck: true }\n".formatted(sink.host()));
        Files.writeString(folder.resolve("counts.flow.yaml"), """
                signalbox: 1
                flow: counts
                version: 1.0.0
                limits: { steps: 4, duration: 1d }
                data: { n: { type: integer, default: 0 } }
                start: count
                states:
                  count:
                    set: { n: "${n + 1}" }
                    visits: 20
                    otherwise: { exhausted: done }
                    next: [ { when: n > 10, to: done }, { to: count } ]
                  done: { end: succeeded }
                """);
        try (Engine engine = world.open()) {
            engine.sendNotices(CONSOLE);
            Views.RunView run = rests(engine, engine.start("counts", Map.of(), null, SAM));
            assertStatus("stuck", run);
            Set<String> told = new HashSet<>();
            for (int i = 0; i < 2; i++) {
                Sink.Came one = sink.next();
                assertEquals("run.stuck", one.type());
                assertTrue(
                        String.valueOf(one.data().get("url")).startsWith("https://signalbox.example/runs/" + run.id()),
                        one.toString());
                told.add(one.path());
            }
            assertEquals(Set.of("/ops", "/night"), told);
            assertEquals(0, sink.more());
        }
    }

    @Test
    void a_hold_that_is_decided_before_its_notice_went_is_told_to_nobody() throws Exception {
        sink.answers(503);
        try (Engine engine = world.open()) {
            engine.sendNotices(CONSOLE);
            Views.RunView run = started(engine, "r7");
            String hold = hold(run);
            sink.next();
            triedNow(engine, hold);
            approve(engine, hold, KIM);
            World.ended(engine, run);
            sink.answers(204);
            world.clock.advance(Duration.ofSeconds(10));
            until(engine, () -> states(engine, hold).equals(List.of("opened room dropped")));
            assertEquals(0, sink.more());
        }
    }

    @Test
    void what_did_not_go_is_tried_again_under_the_same_id_and_says_why() throws Exception {
        sink.answers(500);
        try (Engine engine = world.open()) {
            engine.sendNotices(CONSOLE);
            String hold = hold(started(engine, "r7"));
            Sink.Came first = sink.next();
            triedNow(engine, hold);
            NoticeViews.ChannelView room = engine.channels().getFirst();
            assertEquals(1, room.waiting());
            assertTrue(String.valueOf(room.lastFailure()).contains("500"), room.toString());
            sink.answers(204);
            world.clock.advance(Duration.ofSeconds(10));
            assertEquals(first.id(), sink.next().id());
            until(engine, () -> states(engine, hold).equals(List.of("opened room sent")));
        }
    }

    @Test
    void a_sink_that_is_never_well_fails_the_notice_within_a_day_and_never_the_run() throws Exception {
        sink.answers(500);
        try (Engine engine = world.open()) {
            engine.sendNotices(CONSOLE);
            Views.RunView run = started(engine, "r7");
            String hold = hold(run);
            while (states(engine, hold).getFirst().endsWith("waiting")) {
                sink.next();
                triedNow(engine, hold);
                world.clock.advance(Duration.ofMinutes(61));
            }
            assertEquals("opened room failed", states(engine, hold).getFirst());
            approve(engine, hold, KIM);
            assertStatus("succeeded", World.ended(engine, run));
        }
    }

    @Test
    void a_channel_that_hangs_keeps_neither_runs_nor_another_channel_back() throws Exception {
        try (Sink silent = new Sink();
                Engine engine = world.open()) {
            silent.fallsSilent();
            workspace("""
                      slow: { webhook: { url: "http://%s/slow" }, groups: [lead] }
                    """.indent(-2)
                            .formatted(silent.host())
                            .replaceAll("(?m)^", "  ")
                            .stripTrailing() + "\n");
            Files.writeString(
                    folder.resolve("signalbox.yaml"),
                    Files.readString(folder.resolve("signalbox.yaml"))
                            .replace("allow: [", "allow: [\"" + silent.host() + "\", "));
            engine.sendNotices(CONSOLE);
            for (int i = 0; i < 6; i++) {
                Views.RunView run = started(engine, "r" + i);
                approve(engine, hold(run), KIM);
                assertStatus("succeeded", World.ended(engine, run));
            }
            Views.RunView waits = started(engine, "last");
            String last = "";
            while (!last.equals("Pay last?")) {
                last = String.valueOf(sink.next().data().get("title"));
            }
            assertStatus("paused", engine.run(waits.id()));
        }
    }

    @Test
    void a_server_that_is_killed_between_the_commit_and_the_send_loses_nothing() throws Exception {
        String hold;
        try (Engine engine = world.open()) {
            hold = hold(started(engine, "r7")); // it never sends: killed before
            world.disk.cut();
        }
        assertEquals(0, sink.more());
        try (Engine engine = world.open()) {
            engine.sendNotices(CONSOLE);
            assertEquals("hold.opened", sink.next().type());
            until(engine, () -> states(engine, hold).equals(List.of("opened room sent")));
        }
    }

    @Test
    void one_that_is_killed_between_the_answer_and_its_commit_sends_again_under_the_same_id() throws Exception {
        String first;
        sink.fallsSilent();
        try (Engine engine = world.open()) {
            engine.sendNotices(CONSOLE);
            started(engine, "r7");
            first = sink.next().id();
            world.disk.cut(); // what came of it is written down by nobody
        }
        try (Sink other = new Sink()) {
            Files.writeString(
                    folder.resolve("signalbox.yaml"),
                    Files.readString(folder.resolve("signalbox.yaml")).replace(sink.host(), other.host()));
            world.clock.advance(Duration.ofMinutes(2));
            try (Engine engine = world.open()) {
                engine.sendNotices(CONSOLE);
                assertEquals(first, other.next().id());
            }
        }
    }

    @Test
    void two_workers_send_each_notice_once() throws Exception {
        try (Engine one = world.beside();
                Engine other = world.beside()) {
            one.sendNotices(CONSOLE);
            other.sendNotices(CONSOLE);
            int runs = 20;
            for (int i = 0; i < runs; i++) {
                started(i % 2 == 0 ? one : other, "r" + i);
            }
            world.clock.advance(Duration.ofSeconds(6));
            Set<String> ids = new HashSet<>();
            for (int i = 0; i < runs; i++) {
                ids.add(sink.next().id());
            }
            until(one, () -> one.channels().getFirst().waiting() == 0);
            assertEquals(runs, ids.size());
            assertEquals(0, sink.more());
        }
    }

    @Test
    void an_engine_that_does_not_send_leaves_it_to_one_that_does() throws Exception {
        try (Engine worker = world.beside();
                Engine server = world.beside()) {
            server.sendNotices(CONSOLE);
            started(worker, "r7");
            world.clock.advance(Duration.ofSeconds(6));
            assertEquals("hold.opened", sink.next().type());
        }
    }

    @Test
    void who_may_not_decide_it_is_not_told() throws Exception {
        workspace("");
        Files.writeString(
                folder.resolve("signalbox.yaml"),
                Files.readString(folder.resolve("signalbox.yaml"))
                        .replace("/room\" }, groups: [lead] }", "/room\" } }")
                        .replace(
                                "roles: [approver], channel: room }\n  kim",
                                "roles: [approver], channel: ops }\n  kim"));
        try (Engine engine = world.open()) {
            engine.sendNotices(CONSOLE);
            String hold = hold(started(engine, "r7", SAM));
            assertEquals("/room", sink.next().path());
            assertEquals(1, engine.notices(hold).size());
        }
    }

    @Test
    void a_title_is_one_line_and_one_that_reads_redacted_data_stays_here() throws Exception {
        try (Engine engine = world.open()) {
            engine.sendNotices(CONSOLE);
            started(engine, "x\r\nBcc: all@shop.example\u202E");
            assertEquals("Pay x Bcc: all@shop.example ?", sink.next().data().get("title"));
            world.write(DESK.replace("Pay ${input.id}?", "Charge ${card}?"));
            started(engine, "r8");
            Sink.Came one = sink.next();
            assertNull(one.data().get("title"));
            assertFalse(one.body().toString().contains("4111"), one.body().toString());
        }
    }

    @Test
    void a_delegated_hold_is_told_to_whom_it_was_given() throws Exception {
        Files.writeString(
                folder.resolve("signalbox.yaml"),
                Files.readString(folder.resolve("signalbox.yaml"))
                        .replace("roles: [approver], channel: bosses", "roles: [approver], channel: room")
                        .replace(
                                "roles: [approver], channel: room }\n  mo",
                                "roles: [approver], channel: bosses }\n  mo"));
        try (Engine engine = world.open()) {
            engine.sendNotices(CONSOLE);
            Views.RunView run = started(engine, "r7", LEA);
            sink.next();
            allGone(engine, hold(run));
            int before = engine.notices(hold(run)).size();
            for (int i = 1; i < before; i++) {
                sink.next();
            }
            engine.delegate(hold(run), "kim", null, SAM);
            Sink.Came given = sink.next();
            assertEquals("hold.delegated", given.type());
            assertEquals("/bosses", given.path());
        }
    }

    @Test
    void a_test_goes_at_once_and_says_why_it_could_not() throws Exception {
        try (Engine engine = world.open()) {
            assertTrue(engine.testChannel("ops", SAM).sent());
            assertEquals("test", sink.next().type());
            sink.answers(410);
            Problem problem = null;
            try {
                engine.testChannel("ops", SAM);
            } catch (Problem e) {
                problem = e;
            }
            assertTrue(problem != null && problem.kind() == Problem.Kind.UNAVAILABLE);
            assertTrue(String.valueOf(problem.getMessage()).contains("410"), problem.getMessage());
        }
    }
}
