package dev.signalbox.core.scenario;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.decide.Decider;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.decide.Live;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.BundleHash;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.core.run.Usage;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.model.Limits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A run with its child runs and theirs, whose calls, starts and ends come about in whatever order a seed says. Beside it stands
 * what a provider's bill may come to: a call that is under way or whose reply is lost at its worst, any other at what it cost.
 */
final class Family {
    private static final RunId ROOT = new RunId("0190a5e0-0000-7000-8000-000000000001");

    private final Map<String, CheckedFlow> flows;
    private final Random random;
    private final Honesty honesty;
    private final Map<RunId, Run> runs = new LinkedHashMap<>();
    private final Map<RunId, CheckedFlow> flowOf = new HashMap<>();
    private final List<Runnable> toCome = new ArrayList<>();
    private final Map<String, Cost> bill = new HashMap<>();
    private Instant now = Instant.parse("2026-11-22T09:00:00Z");

    record Cost(long calls, long tokens, double usd) {}

    /** How child runs keep to what they are given. */
    enum Honesty {
        SOUND,
        /** A child takes its own limits alone. */
        TAKES_MORE,
        /** A run that is over says nothing of the children that it let go of. */
        FORGETS
    }

    Family(Map<String, CheckedFlow> flows, Random random, Honesty honesty) {
        this.flows = flows;
        this.random = random;
        this.honesty = honesty;
        begin(ROOT, "root", Map.of(), null, Limits.NONE);
    }

    Run root() {
        return runs.get(ROOT);
    }

    int size() {
        return runs.size();
    }

    Cost bill() {
        long calls = 0;
        long tokens = 0;
        double usd = 0;
        for (Cost cost : bill.values()) {
            calls += cost.calls();
            tokens += cost.tokens();
            usd += cost.usd();
        }
        return new Cost(calls, tokens, usd);
    }

    /** Lets one thing come about; false when there is none. */
    boolean step() {
        now = now.plusSeconds(random.nextInt(40));
        if (random.nextInt(25) == 0) {
            RunId some = List.copyOf(runs.keySet()).get(random.nextInt(runs.size()));
            if (!some.equals(ROOT) || random.nextInt(4) == 0) {
                does(some, new Command.CancelRun(World.SAM, "no longer wanted"));
                return true;
            }
        }
        if (toCome.isEmpty()) {
            return wake();
        }
        toCome.remove(random.nextInt(toCome.size())).run();
        return true;
    }

    private boolean wake() {
        Run waiting = runs.values().stream()
                .filter(run -> run.open() && run.wakeAt() != null)
                .min((a, b) -> a.wakeAt().compareTo(b.wakeAt()))
                .orElse(null);
        if (waiting == null) {
            return false;
        }
        now = waiting.wakeAt().isAfter(now) ? waiting.wakeAt() : now;
        return does(waiting.id(), new Command.Wake());
    }

    private void begin(RunId id, String flow, Map<String, Object> input, StepId parent, Limits share) {
        if (!runs.containsKey(id)) {
            Command start = new Command.StartRun(id, new BundleHash("b".repeat(64)), input, null, "ann", parent, share);
            flowOf.put(id, flows.get(flow));
            take(id, Decider.decide(flows.get(flow), null, start, live()));
        }
    }

    private Live live() {
        return new Live(now, Map.of());
    }

    private boolean does(RunId id, Command command) {
        return take(id, Decider.decide(flowOf.get(id), runs.get(id), command, live()));
    }

    private boolean take(RunId id, Decision decision) {
        if (!(decision instanceof Decision.Accepted accepted)) {
            return false;
        }
        Run before = runs.get(id);
        Run after = accepted.run();
        runs.put(id, after);
        for (Event event : accepted.events()) {
            if (event instanceof Event.ModelRequested asked) {
                bill.put(
                        asked.step() + "#" + asked.attempt(), new Cost(1, asked.reservedTokens(), asked.reservedUsd()));
            }
        }
        accepted.effects().forEach(this::carryOut);
        boolean over =
                after.status().ended() && (before == null || !before.status().ended());
        if (over && after.parent() != null) {
            Usage used = honesty == Honesty.FORGETS
                    ? after.usage()
                    : after.counters().atMost();
            Command.CompleteChild told = new Command.CompleteChild(
                    after.parent(), id, after.status().text(), after.output(), after.error(), used);
            toCome.add(() -> does(after.parent().run(), told));
            if (random.nextInt(8) == 0) {
                toCome.add(() -> does(after.parent().run(), told));
            }
        }
        if (after.status() == RunStatus.STUCK && random.nextBoolean()) {
            toCome.add(() -> does(id, new Command.RetryRun(World.SAM)));
        }
        return true;
    }

    private void carryOut(Effect effect) {
        switch (effect) {
            case Effect.ModelCall call -> toCome.add(() -> ask(call));
            case Effect.ChildRun child -> toCome.add(() -> start(child));
            case Effect.CancelChild child ->
                toCome.add(() -> {
                    if (runs.containsKey(child.child())) {
                        does(child.child(), new Command.CancelRun(World.SAM, "given up"));
                    } else {
                        carryOut(child); // it is about to be started
                    }
                });
            case Effect.Abandon abandon -> {} // a late reply changes nothing
            case Effect.ActionCall call -> throw new AssertionError("no action here: " + call);
        }
    }

    private void start(Effect.ChildRun child) {
        if (!runs.containsKey(child.child()) && random.nextInt(12) == 0 && isWanted(child)) {
            does(
                    child.step().run(),
                    new Command.CompleteChild(
                            child.step(), child.child(), "failed", null, "it could not be started", Usage.NONE));
            return;
        }
        Limits share = honesty == Honesty.TAKES_MORE ? Limits.NONE : child.remainder();
        begin(child.child(), child.flow().value(), child.input(), child.step(), share);
    }

    private boolean isWanted(Effect.ChildRun child) {
        return runs.get(child.step().run()).children().contains(child.child());
    }

    private void ask(Effect.ModelCall call) {
        String key = call.step() + "#" + call.attempt();
        Cost worst = bill.get(key);
        String fits = random.nextInt(4) == 0 ? "perhaps" : random.nextBoolean() ? "yes" : "no";
        long input = random.nextLong(worst.tokens() + 1);
        long output = random.nextLong(worst.tokens() - input + 1);
        double usd = worst.usd() * random.nextDouble();
        ModelOutcome outcome = switch (random.nextInt(8)) {
            case 0 -> new ModelOutcome.Failed("timeout", "no answer", null);
            case 1 -> new ModelOutcome.Failed("http.503", "busy", null);
            default -> new ModelOutcome.Replied(fits, "fast", input, output, 0, usd);
        };
        boolean counted = does(call.step().run(), new Command.CompleteModel(call.step(), call.attempt(), outcome));
        if (counted && outcome instanceof ModelOutcome.Replied) {
            bill.put(key, new Cost(1, input + output, usd));
        } else if (counted
                && outcome instanceof ModelOutcome.Failed failed
                && failed.kind().equals("http.503")) {
            bill.remove(key);
        }
    }
}
