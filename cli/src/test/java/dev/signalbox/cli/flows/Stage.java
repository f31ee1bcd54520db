package dev.signalbox.cli.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.signalbox.cli.flows.Play.Move;
import dev.signalbox.core.command.Actor;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
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

/** Plays the samples on an engine of their own, offline: recorded replies, stand-ins, a store in memory. */
public final class Stage {
    /** The workspace of the samples. */
    public static final Path FLOWS = flows();

    static final Duration PATIENCE = Duration.ofSeconds(30);
    public static final Actor SAM =
            new Actor("sam", Set.of("support-lead", "reviewer", "release"), "java", true, false);

    private Stage() {}

    /** An engine that plays what is recorded. */
    static Signalbox.Builder recorded() {
        return offline().recordedModels();
    }

    private static Signalbox.Builder offline() {
        return Signalbox.builder().workspace(FLOWS).database("memory").environment(Map.of());
    }

    /** Plays a run from its start to its end, making every move that the play has. */
    static Views.RunView play(Engine engine, Play play) throws IOException {
        Object input = JsonText.parse(Files.readString(FLOWS.resolve(play.input())));
        Views.RunView run = engine.start(play.flow(), input, null, SAM);
        for (Move move : play.moves()) {
            Views.RunView held = engine.await(run.id(), PATIENCE);
            assertEquals("paused", held.status(), () -> play + " was to hold for " + move + ": " + held);
            Views.HoldView hold = held.holds().getFirst();
            assertEquals(
                    move instanceof Move.Answer ? "ask" : "approve",
                    hold.purpose(),
                    () -> "a model's reply is missing or stale; record the samples again (see RecordSamples): " + held);
            engine.decide(hold.id(), request(move, hold), SAM);
        }
        return engine.await(run.id(), PATIENCE);
    }

    private static Views.DecisionRequest request(Move move, Views.HoldView hold) {
        return switch (move) {
            case Move.Approve approve ->
                new Views.DecisionRequest("approve", hold.hash(), null, null, null, approve.note());
            case Move.Reject reject ->
                new Views.DecisionRequest("reject", hold.hash(), null, null, null, reject.note());
            case Move.Answer answer ->
                new Views.DecisionRequest("answer", hold.hash(), null, null, answer.value(), null);
        };
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
            try (Engine engine = offline().models(scripted(play, replies)).build()) {
                Views.RunView end = play(engine, play);
                assertEquals("succeeded", end.status(), () -> play + " did not end well: " + end);
            }
        }
    }

    private static ModelPort scripted(Play play, ReplyFolder folder) {
        return (call, models) -> {
            String state = call.step().state().value();
            List<Object> script = play.replies().getOrDefault(state, List.of());
            if (call.step().visit() > script.size()) {
                return new ModelOutcome.Failed("scripted", play + " has no reply for " + call.step(), null);
            }
            Object reply = ordered(script.get(call.step().visit() - 1));
            RecordedReply recorded = new RecordedReply(
                    call.flow().value(), state, call.question(), reply, asked(call), said(reply), spelled(call));
            if (folder.get().find(recorded.flow(), state, call.question()) == null) {
                folder.record(recorded);
            }
            return new ModelOutcome.Replied(
                    recorded.text(), call.model().value(), recorded.inputTokens(), recorded.outputTokens(), 0, 0);
        };
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
