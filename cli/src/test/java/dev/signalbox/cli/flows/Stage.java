package dev.signalbox.cli.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.cli.flows.Play.Move;
import dev.signalbox.core.command.Actor;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.id.StepId;
import dev.signalbox.dsl.tokens.TokenCounter;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.Signalbox;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.model.RecordedReply;
import dev.signalbox.runtime.model.ReplyFolder;
import dev.signalbox.runtime.port.ModelPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Plays the samples on an engine of their own, offline: recorded replies, stand-ins, a store in memory. */
public final class Stage {
    /** The workspace of the samples. */
    public static final Path FLOWS = flows();

    static final Duration PATIENCE = Duration.ofMinutes(2);
    public static final Actor SAM = new Actor(
            "sam",
            Set.of("support-lead", "reviewer", "release", "maintainer", "accountant", "on-call"),
            "java",
            true,
            false);

    private Stage() {}

    /** An engine that plays what is recorded. */
    static Signalbox.Builder recorded(ForwardClock clock) {
        return offline(clock).recordedModels();
    }

    private static Signalbox.Builder offline(ForwardClock clock) {
        return Signalbox.builder()
                .workspace(FLOWS)
                .database("memory")
                .environment(Map.of())
                .clock(clock);
    }

    /** Plays a run from its start to its end, making every move that the play has. */
    static Views.RunView play(Engine engine, ForwardClock clock, Play play) throws IOException {
        Object input = JsonText.parse(Files.readString(FLOWS.resolve(play.input())));
        Views.RunView run = engine.start(play.flow(), input, null, SAM);
        for (Move move : play.moves()) {
            Views.RunView held = until(engine, run.id(), view -> waitsFor(move, view));
            assertTrue(waitsFor(move, held), () -> play + " was to wait for " + move + ": " + held);
            make(move, SAM, engine, clock, held);
        }
        return until(engine, run.id(), view -> view.output() != null || view.error() != null);
    }

    private static boolean waitsFor(Move move, Views.RunView run) {
        return "paused".equals(run.status())
                && switch (move) {
                    case Move.As as -> waitsFor(as.move(), run);
                    case Move.Told told -> run.holds().isEmpty() && run.waitingFor() != null;
                    case Move.Later later -> run.holds().isEmpty() && run.waitingFor() != null;
                    case Move.Approve approve -> !run.holds().isEmpty();
                    case Move.Reject reject -> !run.holds().isEmpty();
                    case Move.Answer answer -> !run.holds().isEmpty();
                };
    }

    /** A run that is told to go on may be seen at rest for a moment before it does. */
    private static Views.RunView until(Engine engine, String run, Predicate<Views.RunView> there) {
        long patient = System.nanoTime() + PATIENCE.toNanos();
        Views.RunView seen = engine.await(run, PATIENCE);
        while (!there.test(seen) && System.nanoTime() < patient) {
            Thread.yield();
            seen = engine.await(run, PATIENCE);
        }
        return seen;
    }

    private static void make(Move move, Actor who, Engine engine, ForwardClock clock, Views.RunView held) {
        switch (move) {
            case Move.As as ->
                make(as.move(), new Actor(as.person(), Set.of(as.group()), "java", true, false), engine, clock, held);
            case Move.Told told ->
                engine.send(new Views.EventRequest(told.event(), told.key(), null, told.payload()), who);
            case Move.Later later -> {
                clock.forward(later.by());
                until(engine, held.id(), view -> entered(view) > entered(held));
            }
            case Move.Approve approve ->
                decide(engine, held, "approve", new Said("approve", null, approve.note()), who);
            case Move.Reject reject -> decide(engine, held, "approve", new Said("reject", null, reject.note()), who);
            case Move.Answer answer -> decide(engine, held, "ask", new Said("answer", answer.value(), null), who);
        }
    }

    private static int entered(Views.RunView run) {
        return run.visits().values().stream().mapToInt(Integer::intValue).sum();
    }

    private record Said(
            String kind, @Nullable Object answer, @Nullable String note) {}

    private static void decide(Engine engine, Views.RunView held, String purpose, Said said, Actor who) {
        Views.HoldView hold = held.holds().getFirst();
        assertEquals(
                purpose,
                hold.purpose(),
                () -> "a model's reply is missing or stale; record the samples again (see RecordSamples): " + held);
        engine.decide(
                hold.id(),
                new Views.DecisionRequest(said.kind(), hold.hash(), null, null, said.answer(), said.note()),
                who);
    }

    /** The states that a run entered, in order. */
    static List<String> path(Engine engine, String run) {
        return engine.events(run, 0).stream()
                .filter(event -> "StateEntered".equals(event.get("type")))
                .map(event -> String.valueOf(event.get("state")))
                .toList();
    }

    /** Plays every play with its own replies and keeps those in a folder, one file a flow. */
    static void record(Path folder) throws IOException {
        ReplyFolder replies = new ReplyFolder(folder);
        for (Play play : Plays.all()) {
            ForwardClock clock = new ForwardClock();
            Given given = new Given();
            try (Engine engine = offline(clock).models(scripted(play, given)).build()) {
                Views.RunView end = play(engine, clock, play);
                assertEquals("succeeded", end.status(), () -> play + " did not end well: " + end);
            }
            given.inOrder()
                    .filter(reply -> replies.get().find(reply.flow(), reply.state(), reply.question()) == null)
                    .forEach(replies::record);
        }
    }

    private static ModelPort scripted(Play play, Given given) {
        return (call, models) -> {
            StepId step = call.step();
            List<Object> script = play.replies().getOrDefault(step.state().value(), List.of());
            int at = step.slot().isEmpty() ? step.visit() - 1 : Integer.parseInt(step.slot());
            if (at >= script.size()) {
                return new ModelOutcome.Failed("scripted", play + " has no reply for " + step, null);
            }
            Object reply = ordered(script.get(at));
            RecordedReply recorded = new RecordedReply(
                    call.flow().value(),
                    step.state().value(),
                    call.question(),
                    reply,
                    asked(call),
                    said(reply),
                    spelled(call));
            given.add(step, recorded);
            return new ModelOutcome.Replied(
                    recorded.text(), call.model().value(), recorded.inputTokens(), recorded.outputTokens(), 0, 0);
        };
    }

    /** What a play's model said. Items of an {@code each} are asked for side by side, and a file has an order. */
    private static final class Given {
        private final Map<String, Map<String, RecordedReply>> byVisit = new LinkedHashMap<>();

        synchronized void add(StepId step, RecordedReply reply) {
            byVisit.computeIfAbsent(step.run() + "/" + step.state() + "/" + step.visit(), visit -> new TreeMap<>())
                    .put(step.slot(), reply);
        }

        synchronized Stream<RecordedReply> inOrder() {
            return byVisit.values().stream().flatMap(visit -> visit.values().stream());
        }
    }

    private static List<Map<String, Object>> spelled(Effect.ModelCall call) {
        return RecordedReply.spelled(call.messages());
    }

    /** A model's tokens as they would have been, so that budgets and pages have figures to show. */
    private static long asked(Effect.ModelCall call) {
        return call.messages().stream()
                .mapToLong(message -> TokenCounter.o200k().count(message.text()))
                .sum();
    }

    private static long said(Object reply) {
        return TokenCounter.o200k().count(reply instanceof String text ? text : JsonText.write(reply));
    }

    /** {@code Map.of} has an order of its own in every process; a file has one, the choice first. */
    private static Object ordered(Object reply) {
        if (!(reply instanceof Map<?, ?>)) {
            return reply;
        }
        Map<String, Object> sorted = new TreeMap<>(Json.object(reply));
        Map<String, Object> fields = new LinkedHashMap<>();
        Object choice = sorted.remove("choice");
        if (choice != null) {
            fields.put("choice", choice);
        }
        fields.putAll(sorted);
        return fields;
    }

    private static Path flows() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("flows/signalbox.yaml"))) {
                return at.resolve("flows");
            }
        }
        throw new IllegalStateException("no folder flows above " + Path.of("").toAbsolutePath());
    }
}
