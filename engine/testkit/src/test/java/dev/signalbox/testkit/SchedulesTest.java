package dev.signalbox.testkit;

import static dev.signalbox.testkit.World.SAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.Signalbox;
import dev.signalbox.runtime.api.TriggerViews;
import dev.signalbox.runtime.api.TriggerViews.TriggerView;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.port.RunStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The clock starts runs: each tick one, whatever dies and however many engines look. The clock begins at noon. */
@Timeout(120)
class SchedulesTest {
    private static final String NAME = "schedule-0-x-x-x-x";

    @TempDir
    Path folder = Path.of("");

    private final VirtualClock clock = new VirtualClock();
    private final MemoryStore.Disk disk = new MemoryStore.Disk();

    private void hourly(String more) throws Exception {
        hourly(more, "");
    }

    private void hourly(String more, String head) throws Exception {
        Files.writeString(folder.resolve("signalbox.yaml"), "signalbox: 1\n");
        Files.writeString(folder.resolve("report.flow.yaml"), """
                signalbox: 1
                flow: report
                version: 1.0.0
                %s
                limits: { steps: 5, duration: 1d }
                triggers: [ { schedule: { cron: "0 * * * *"%s, input: { at: "${time}" } } } ]
                input: { type: object, required: [at], properties: { at: { type: string, format: date-time } } }
                start: asked
                states:
                  asked: { ask: { title: Well?, choices: [yes], within: 9d }, otherwise: { expired: done }, next: done }
                  done: { end: succeeded }
                """.formatted(head, more));
    }

    private Engine open(RunStore store) {
        return Signalbox.builder()
                .workspace(folder)
                .store(store)
                .clock(clock)
                .environment(Map.of())
                .schedules()
                .build();
    }

    private static List<String> ticks(Engine engine) {
        return engine
                .runs(new Views.RunFilter("report", null, null, null, null, null, null, null, 200))
                .items()
                .stream()
                .map(run -> String.valueOf(((Map<?, ?>) engine.run(run.id()).input()).get("at")))
                .sorted()
                .toList();
    }

    private static TriggerView told(Engine engine) {
        return engine.triggers().getFirst();
    }

    private static String problem(Engine engine) {
        TriggerViews.LastView last = told(engine).last();
        return last == null ? "" : String.valueOf(last.problem());
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** The engine has reckoned so far. */
    private void reckoned(RunStore store, Instant to) {
        until(() -> store.triggers().all().stream()
                .anyMatch(kept -> kept.reckoned() != null && !kept.reckoned().isBefore(to)));
    }

    private RunStore opened() {
        return new MemoryStore(disk);
    }

    private static Instant at(String hour) {
        return Instant.parse("2026-03-02T" + hour + ":00:00Z");
    }

    @Test
    void each_tick_starts_one_run_and_the_next_is_told() throws Exception {
        hourly("");
        RunStore store = opened();
        try (Engine engine = open(store)) {
            reckoned(store, at("12"));
            assertEquals("2026-03-02T13:00:00Z", told(engine).nextAt());
            clock.advance(Duration.ofMinutes(59));
            clock.advance(Duration.ofMinutes(1));
            reckoned(store, at("13"));
            clock.advance(Duration.ofHours(1));
            reckoned(store, at("14"));
            assertEquals(List.of("2026-03-02T13:00:00Z", "2026-03-02T14:00:00Z"), ticks(engine));
            assertEquals("null", problem(engine));
        }
    }

    @Test
    void a_schedule_that_is_new_has_missed_nothing() throws Exception {
        hourly("");
        RunStore store = opened();
        try (Engine engine = open(store)) {
            reckoned(store, at("12"));
            assertEquals(List.of(), ticks(engine));
        }
    }

    private Engine afterADowntime(String missed, Duration down) throws Exception {
        hourly(missed);
        RunStore store = opened();
        try (Engine engine = open(store)) {
            reckoned(store, at("12"));
        }
        clock.advance(down);
        RunStore next = opened();
        Engine engine = open(next);
        reckoned(next, clock.now().minus(Duration.ofMinutes(59)));
        until(() -> told(engine).last() != null);
        return engine;
    }

    @Test
    void of_what_was_missed_the_last_is_made_up_for_and_the_others_are_told() throws Exception {
        try (Engine engine = afterADowntime("", Duration.ofMinutes(5 * 60 + 30))) {
            assertEquals(List.of("2026-03-02T17:00:00Z"), ticks(engine));
            assertTrue(problem(engine).startsWith("4 times came while nothing ran"), problem(engine));
        }
    }

    @Test
    void a_schedule_may_skip_what_it_missed() throws Exception {
        try (Engine engine = afterADowntime(", missed: skip", Duration.ofMinutes(5 * 60 + 30))) {
            assertEquals(List.of(), ticks(engine));
            assertTrue(problem(engine).startsWith("5 times came while nothing ran"), problem(engine));
        }
    }

    @Test
    void a_schedule_may_make_up_for_all_it_missed_up_to_a_hundred() throws Exception {
        try (Engine engine = afterADowntime(", missed: all", Duration.ofHours(103))) {
            assertEquals(100, ticks(engine).size());
            assertTrue(problem(engine).startsWith("3 times came while nothing ran"), problem(engine));
        }
    }

    @Test
    void a_paused_schedule_lets_its_times_pass_and_says_so() throws Exception {
        hourly("");
        RunStore store = opened();
        try (Engine engine = open(store)) {
            reckoned(store, at("12"));
            engine.pause("report", NAME, SAM);
            clock.advance(Duration.ofHours(1));
            reckoned(store, at("13"));
            until(() -> problem(engine).startsWith("Paused by sam"));
            engine.resume("report", NAME, SAM);
            clock.advance(Duration.ofHours(1));
            reckoned(store, at("14"));
            assertEquals(List.of("2026-03-02T14:00:00Z"), ticks(engine));
        }
    }

    @Test
    void a_key_that_is_taken_is_told() throws Exception {
        hourly("", "key: always");
        RunStore store = opened();
        try (Engine engine = open(store)) {
            reckoned(store, at("12"));
            clock.advance(Duration.ofHours(1));
            reckoned(store, at("13"));
            clock.advance(Duration.ofHours(1));
            reckoned(store, at("14"));
            until(() -> problem(engine).contains("is open already"));
            assertEquals(1, ticks(engine).size());
        }
    }

    @Test
    void an_engine_that_died_before_it_wrote_that_a_tick_is_done_does_not_start_a_second_run() throws Exception {
        hourly("");
        RunStore first = opened();
        Engine dying = open(first);
        reckoned(first, at("12"));
        clock.advance(Duration.ofHours(1));
        reckoned(first, at("13"));
        Instant before = at("12");
        disk.cut();
        // As if it had died between the run's commit and the note: the note is gone.
        MemoryStore.Disk same = disk;
        same.forgetReckoned(before);
        RunStore second = opened();
        try (Engine engine = open(second)) {
            reckoned(second, at("13"));
            assertEquals(List.of("2026-03-02T13:00:00Z"), ticks(engine));
        } finally {
            dying.close();
        }
    }

    @Test
    void several_engines_that_look_at_one_tick_start_one_run() throws Exception {
        hourly("");
        RunStore one = MemoryStore.shared(disk, clock);
        RunStore two = MemoryStore.shared(disk, clock);
        try (Engine first = open(one);
                Engine second = open(two)) {
            reckoned(one, at("12"));
            for (int hour = 13; hour <= 22; hour++) {
                clock.advance(Duration.ofHours(1));
                reckoned(two, at(String.valueOf(hour)));
            }
            assertEquals(10, ticks(first).size());
            assertEquals(ticks(first), ticks(second));
        }
    }
}
