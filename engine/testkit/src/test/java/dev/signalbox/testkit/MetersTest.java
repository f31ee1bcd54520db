package dev.signalbox.testkit;

import static dev.signalbox.testkit.World.SAM;
import static dev.signalbox.testkit.World.assertStatus;
import static dev.signalbox.testkit.World.rests;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.command.Charge;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.id.RunId;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.port.Telemetry;
import dev.signalbox.runtime.telemetry.Meters;
import dev.signalbox.runtime.telemetry.Several;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scraper reads of an engine. */
class MetersTest {
    private static final Map<String, Object> INPUT = Map.of("id", "T1");

    @TempDir
    Path folder = Path.of("");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private World world(String... flows) throws Exception {
        World world = new World(folder, flows);
        world.telemetry = new Meters(registry);
        return world;
    }

    private void assertLine(String line) {
        String text = registry.scrape();
        assertTrue(text.lines().anyMatch(line::equals), () -> "no line " + line + " in\n" + text);
    }

    @Test
    void runsHoldsAndCallsAreCountedByNameAndOutcome() throws Exception {
        World world = world(Flows.PAY);
        try (Engine engine = world.open()) {
            Views.RunView approved = rests(engine, engine.start("pay", INPUT, null, SAM));
            engine.decide(
                    approved.holds().get(0).id(),
                    World.approve(approved.holds().get(0).hash()),
                    SAM);
            assertStatus("succeeded", rests(engine, approved));
            Views.RunView cancelled = rests(engine, engine.start("pay", INPUT, null, SAM));
            engine.cancel(cancelled.id(), null, SAM);
            rests(engine, cancelled);
        }
        assertLine("signalbox_runs_started_total{flow=\"pay\"} 2.0");
        assertLine("signalbox_runs_ended_total{flow=\"pay\",status=\"succeeded\"} 1.0");
        assertLine("signalbox_runs_ended_total{flow=\"pay\",status=\"cancelled\"} 1.0");
        assertLine("signalbox_holds_opened_total{flow=\"pay\",purpose=\"approve\"} 2.0");
        assertLine("signalbox_holds_decided_total{decision=\"approved\",flow=\"pay\"} 1.0");
        assertLine("signalbox_holds_decided_total{decision=\"withdrawn\",flow=\"pay\"} 1.0");
        assertLine("signalbox_commands_total{command=\"start_run\",outcome=\"done\"} 2.0");
        assertLine("signalbox_action_calls_seconds_count{action=\"pay\",outcome=\"answered\",reason=\"none\"} 1");
        assertTrue(registry.scrape().contains("signalbox_commit_seconds_bucket{outcome=\"done\",le=\"0.001\"}"));
    }

    @Test
    void modelCallsCountTheirTokensAndCostOnceTheyAreCommitted() throws Exception {
        World world = world(Flows.ASK_MODEL);
        world.models = (call, of) -> new ModelOutcome.Replied("\"yes\"", "fast", 10, 2, 1, 0.25);
        try (Engine engine = world.open()) {
            assertStatus("succeeded", rests(engine, engine.start("ask-model", INPUT, null, SAM)));
        }
        assertLine("signalbox_model_calls_seconds_count{model=\"fast\",outcome=\"replied\",reason=\"none\"} 1");
        assertLine("signalbox_model_tokens_total{direction=\"input\",model=\"fast\"} 10.0");
        assertLine("signalbox_model_tokens_total{direction=\"output\",model=\"fast\"} 2.0");
        assertLine("signalbox_model_tokens_total{direction=\"cached\",model=\"fast\"} 1.0");
        assertLine("signalbox_model_cost_usd_total{model=\"fast\"} 0.25");
        assertLine("signalbox_model_wait_seconds_count{model=\"fast\"} 1");
    }

    @Test
    void whatAProviderCountedForNoReplyCountsToo() throws Exception {
        World world = world(Flows.ASK_MODEL);
        world.models = (call, of) ->
                new ModelOutcome.Failed("cut_off", "at its limit", null, new Charge("fast", 90, 300, 40, 20L, 0.5));
        try (Engine engine = world.open()) {
            rests(engine, engine.start("ask-model", INPUT, null, SAM));
        }
        assertLine("signalbox_model_tokens_total{direction=\"output\",model=\"fast\"} 300.0");
        assertLine("signalbox_model_tokens_total{direction=\"written\",model=\"fast\"} 20.0");
        assertLine("signalbox_model_cost_usd_total{model=\"fast\"} 0.5");
    }

    @Test
    void aFailedCallSaysTheFamilyOfItsReasonOnly() throws Exception {
        World world = world(Flows.call("effect: read"));
        world.actions = call -> new ActionOutcome.Failed("action.CARD-4711", "no", null, null);
        try (Engine engine = world.open()) {
            assertStatus("failed", rests(engine, engine.start("call", INPUT, null, SAM)));
        }
        assertLine("signalbox_action_calls_seconds_count{action=\"act\",outcome=\"failed\",reason=\"action\"} 1");
        assertFalse(registry.scrape().contains("4711"));
    }

    @Test
    void anEffectUnderWayIsSeenAndGoneOnceItIsStopped() throws Exception {
        World world = world(Flows.call("effect: read"));
        CountDownLatch reached = new CountDownLatch(1);
        world.actions = world.hangs(reached);
        try (Engine engine = world.open()) {
            engine.start("call", INPUT, null, SAM);
            reached.await();
            assertLine("signalbox_effects_under_way{kind=\"action_call\"} 1.0");
            assertLine("signalbox_effects_waiting{kind=\"action_call\"} 0.0");
        }
        assertLine("signalbox_effects_under_way{kind=\"action_call\"} 0.0");
        assertLine("signalbox_action_calls_seconds_count{action=\"act\",outcome=\"stopped\",reason=\"none\"} 1");
    }

    @Test
    void aTimerThatWakesARunIsCounted() throws Exception {
        World world = world(Flows.TIMER);
        try (Engine engine = world.open()) {
            Views.RunView run = rests(engine, engine.start("timer", INPUT, null, SAM));
            world.clock.advance(Duration.ofHours(3));
            long end = System.nanoTime() + World.LONG.toNanos();
            while (engine.run(run.id()).status().equals("paused") && System.nanoTime() < end) {
                Thread.onSpinWait(); // a run that still waits rests as well: there is nothing to await
            }
            assertStatus("succeeded", rests(engine, run));
        }
        assertLine("signalbox_timers_woken_total 1.0");
    }

    @Test
    void aStoreThatFailsIsCountedOnce() throws Exception {
        World world = world(Flows.TIMER);
        try (Engine engine = world.open()) {
            engine.start("timer", INPUT, null, SAM);
            world.disk.cut();
            for (int i = 0; i < 3; i++) {
                Problem refused = assertThrows(Problem.class, () -> engine.start("timer", INPUT, null, SAM));
                assertEquals(Problem.Kind.UNAVAILABLE, refused.kind());
            }
        }
        assertLine("signalbox_store_failures_total 1.0");
        assertLine("signalbox_commands_total{command=\"start_run\",outcome=\"error\"} 3.0");
    }

    @Test
    void commitsThatShareAFlushAreCountedTogether() {
        Telemetry meters = Several.of(List.of(new Meters(registry)));
        meters.flushed(1);
        meters.flushed(3);
        meters.flushed(512);
        assertLine("signalbox_commit_group_size_bucket{le=\"1.0\"} 1");
        assertLine("signalbox_commit_group_size_bucket{le=\"2.0\"} 1");
        assertLine("signalbox_commit_group_size_bucket{le=\"4.0\"} 2");
        assertLine("signalbox_commit_group_size_bucket{le=\"512.0\"} 3");
        assertLine("signalbox_commit_group_size_count 3");
        assertLine("signalbox_commit_group_size_sum 516.0");
    }

    @Test
    void namesWithoutEndDoNotFillTheMemory() {
        Meters meters = new Meters(registry);
        for (int i = 0; i < 2_000; i++) {
            try (Telemetry.Watch<String> watch = meters.handling(new RunId("r"), new Command.Wake())) {
                watch.outcome("word-" + i);
            }
        }
        long lines = registry.scrape()
                .lines()
                .filter(line -> line.startsWith("signalbox_commands_total{"))
                .count();
        assertTrue(lines <= 501, lines + " lines");
        assertLine("signalbox_commands_total{command=\"other\",outcome=\"other\"} 1500.0");
    }

    @Test
    void aListenerThatThrowsDisturbsNobody() throws Exception {
        World world = new World(folder, Flows.PAY);
        Telemetry broken = new Telemetry() {
            @Override
            public Telemetry.Watch<String> handling(RunId run, Command command) {
                throw new IllegalStateException("a listener of the test's");
            }
        };
        world.telemetry = Several.of(List.of(broken, new Meters(registry)));
        try (Engine engine = world.open()) {
            assertStatus("paused", rests(engine, engine.start("pay", INPUT, null, SAM)));
        }
        assertLine("signalbox_commands_total{command=\"start_run\",outcome=\"done\"} 1.0");
    }
}
