package dev.signalbox.runtime.telemetry;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.command.Charge;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.RunId;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.port.Appended;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.StoreException;
import dev.signalbox.runtime.port.Telemetry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times what the engine does, in a registry of the caller's. Labels are names of flows, actions and models and
 * the language's own words, each name bounded; never a run's id or value. Runs, holds and tokens are counted from what was
 * committed: what a crash repeats counts once.
 */
public final class Meters implements Telemetry {
    private static final Duration[] COMMIT = millis(0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 5_000);
    private static final Duration[] CALL = millis(5, 25, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 120_000);

    /** As far as the stores' bounds. */
    private static final double[] TOGETHER = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512};

    private final MeterRegistry registry;
    private final Family<Counter> started;
    private final Family<Counter> ended;
    private final Family<Counter> stuck;
    private final Family<Counter> commands;
    private final Family<Timer> commits;
    private final DistributionSummary together;
    private final Family<Timer> actions;
    private final Family<Timer> models;
    private final Family<Timer> turns;
    private final Family<Counter> tokens;
    private final Family<Counter> cost;
    private final Family<Counter> holdsOpened;
    private final Family<Counter> holdsDecided;
    private final Counter woken;
    private final Counter storeFailures;
    private final Map<String, AtomicInteger> waiting = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> underWay = new ConcurrentHashMap<>();

    public Meters(MeterRegistry registry) {
        this.registry = registry;
        started = counters("signalbox.runs.started", "Runs started.", "flow");
        ended = counters("signalbox.runs.ended", "Runs ended.", "flow", "status");
        stuck = counters("signalbox.runs.stuck", "Times a run came to need an operator.", "flow");
        commands = counters("signalbox.commands", "Commands handled.", "command", "outcome");
        commits = timers("signalbox.commit", "How long the store took to answer a commit.", COMMIT, "outcome");
        together = DistributionSummary.builder("signalbox.commit.group.size")
                .description("How many commits became durable with one flush.")
                .serviceLevelObjectives(TOGETHER)
                .register(registry);
        actions = timers(
                "signalbox.action.calls",
                "Tries of actions, and how long each took.",
                CALL,
                "action",
                "outcome",
                "reason");
        models = timers(
                "signalbox.model.calls",
                "Tries of model calls, and how long each took.",
                CALL,
                "model",
                "outcome",
                "reason");
        turns = timers(
                "signalbox.model.wait",
                "How long model calls waited for their turn: for room, their model's rate, or a pause it asked for.",
                CALL,
                "model");
        tokens = counters("signalbox.model.tokens", "Tokens that model calls used.", "model", "direction");
        cost = counters("signalbox.model.cost.usd", "What model calls cost, in US dollars.", "model");
        holdsOpened = counters("signalbox.holds.opened", "Holds opened.", "flow", "purpose");
        holdsDecided = counters("signalbox.holds.decided", "Holds that are open no more.", "flow", "decision");
        woken = Counter.builder("signalbox.timers.woken")
                .description("Runs woken because their time had come.")
                .register(registry);
        storeFailures = Counter.builder("signalbox.store.failures")
                .description("Failures of the store that stopped the engine.")
                .register(registry);
        for (String kind : List.of("action_call", "model_call", "child_run", "cancel_child")) {
            waiting.put(kind, gauge("signalbox.effects.waiting", "Effects that wait for their turn.", kind));
            underWay.put(kind, gauge("signalbox.effects.under.way", "Effects being carried out.", kind));
        }
    }

    @Override
    public Watch<String> handling(RunId run, Command command) {
        if (command instanceof Command.Wake) {
            woken.increment();
        }
        return new Watch<>() {
            private String outcome = "error";

            @Override
            public void outcome(String word) {
                outcome = word;
            }

            @Override
            public void close() {
                commands.with(Words.kind(command), outcome).increment();
            }
        };
    }

    @Override
    public void appended(Commit commit, Appended answer, long nanos) {
        commits.with(Words.kind(answer)).record(nanos, TimeUnit.NANOSECONDS);
        if (answer instanceof Appended.Done) {
            String flow = commit.row().flow().value();
            for (Event event : commit.own()) {
                count(flow, event);
            }
        }
    }

    private void count(String flow, Event event) {
        switch (event) {
            case Event.RunStarted start -> started.with(flow).increment();
            case Event.RunEnded end -> ended.with(flow, end.status()).increment();
            case Event.RunStuck stop -> stuck.with(flow).increment();
            case Event.HoldOpened opened ->
                holdsOpened.with(flow, Words.lower(opened.hold().purpose())).increment();
            case Event.ModelReplied reply ->
                charge(new Charge(
                        reply.model(),
                        reply.inputTokens(),
                        reply.outputTokens(),
                        reply.cachedTokens(),
                        reply.writtenTokens(),
                        reply.costUsd()));
            case Event.ModelFailed failed -> {
                if (failed.charged() != null) {
                    charge(failed.charged());
                }
            }
            default -> {
                String decision = Words.decision(event);
                if (decision != null) {
                    holdsDecided.with(flow, decision).increment();
                }
            }
        }
    }

    private void charge(Charge charge) {
        tokens.with(charge.model(), "input").increment((double) charge.inputTokens());
        tokens.with(charge.model(), "output").increment((double) charge.outputTokens());
        tokens.with(charge.model(), "cached").increment((double) charge.cachedTokens());
        if (charge.writtenTokens() != null) {
            tokens.with(charge.model(), "written").increment((double) charge.writtenTokens());
        }
        cost.with(charge.model()).increment(charge.costUsd());
    }

    @Override
    public void flushed(int commits) {
        together.record(commits);
    }

    @Override
    public void storeFailed(StoreException why) {
        storeFailures.increment();
    }

    @Override
    public Turn waiting(Effect effect) {
        String kind = Words.kind(effect);
        AtomicInteger before = waiting.get(kind);
        AtomicInteger doing = underWay.get(kind);
        Timer wait = effect instanceof Effect.ModelCall call
                ? turns.with(call.model().value())
                : null;
        return before == null || doing == null ? Turn.NONE : new Counted(before, doing, wait);
    }

    private static final class Counted implements Turn {
        private final AtomicInteger waiting;
        private final AtomicInteger underWay;
        private final @Nullable Timer wait;
        private final long began = System.nanoTime();
        private boolean begun;

        Counted(AtomicInteger waiting, AtomicInteger underWay, @Nullable Timer wait) {
            this.waiting = waiting;
            this.underWay = underWay;
            this.wait = wait;
            waiting.incrementAndGet();
        }

        @Override
        public void begins() {
            begun = true;
            if (wait != null) {
                wait.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
            }
            waiting.decrementAndGet();
            underWay.incrementAndGet();
        }

        @Override
        public void close() {
            (begun ? underWay : waiting).decrementAndGet();
        }
    }

    @Override
    public Watch<ActionOutcome> calling(Effect.ActionCall call) {
        return new Timed<>(outcome ->
                actions.with(call.action().value(), Words.outcome(outcome), Words.family(Words.reason(outcome))));
    }

    @Override
    public Watch<ModelOutcome> asking(Effect.ModelCall call, Workspace.@Nullable Model model) {
        return new Timed<>(outcome ->
                models.with(call.model().value(), Words.outcome(outcome), Words.family(Words.reason(outcome))));
    }

    private interface TimerOf<O> {
        Timer of(@Nullable O outcome);
    }

    private static final class Timed<O> implements Watch<O> {
        private final TimerOf<O> timer;
        private final long began = System.nanoTime();
        private @Nullable O outcome;

        Timed(TimerOf<O> timer) {
            this.timer = timer;
        }

        @Override
        public void outcome(O how) {
            outcome = how;
        }

        @Override
        public void close() {
            timer.of(outcome).record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
        }
    }

    private Family<Counter> counters(String name, String description, String... labels) {
        return new Family<>(values -> Counter.builder(name)
                .description(description)
                .tags(tags(labels, values))
                .register(registry));
    }

    private Family<Timer> timers(String name, String description, Duration[] buckets, String... labels) {
        return new Family<>(values -> Timer.builder(name)
                .description(description)
                .tags(tags(labels, values))
                .serviceLevelObjectives(buckets)
                .register(registry));
    }

    private AtomicInteger gauge(String name, String description, String kind) {
        AtomicInteger number = new AtomicInteger();
        Gauge.builder(name, number, AtomicInteger::get)
                .description(description)
                .tag("kind", kind)
                .register(registry);
        return number;
    }

    private static List<Tag> tags(String[] labels, List<String> values) {
        List<Tag> tags = new ArrayList<>(labels.length);
        for (int i = 0; i < labels.length; i++) {
            tags.add(Tag.of(labels[i], values.get(i)));
        }
        return tags;
    }

    private static Duration[] millis(double... bounds) {
        Duration[] durations = new Duration[bounds.length];
        for (int i = 0; i < bounds.length; i++) {
            durations[i] = Duration.ofNanos((long) (bounds[i] * 1_000_000));
        }
        return durations;
    }
}
