package dev.signalbox.testkit.sketch;

import dev.signalbox.core.effect.Target;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.testkit.run.Said;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What actions and models said in a run, as a test scripts it: by name, in the order in which they were asked, and in an {@code each}
 * in the order of the items.
 */
final class Calls {
    private static final String NOT_AWAITED = "Nobody waited for what came of it.";

    private final List<LoggedRun> runs;
    private final Map<String, List<Line>> actions = new TreeMap<>();
    private final Map<String, List<Line>> models = new TreeMap<>();

    /** One try, and what the script says to it once that is known. */
    private static final class Line {
        final StepId step;
        final int attempt;
        final boolean item;
        final boolean echo;

        @Nullable
        Object entry;

        Line(StepId step, int attempt, boolean item, boolean echo) {
            this.step = step;
            this.attempt = attempt;
            this.item = item;
            this.echo = echo;
        }
    }

    private record Try(StepId step, int attempt) {}

    private record At(Event event, LoggedRun run) {}

    private Calls(List<LoggedRun> runs) {
        this.runs = runs;
    }

    static Calls of(List<LoggedRun> runs) {
        Calls calls = new Calls(runs);
        calls.read();
        return calls;
    }

    /** By action. */
    Map<String, List<Object>> actions() {
        return entries(actions, Map.of("fails", "connection", "message", NOT_AWAITED));
    }

    /** By state. */
    Map<String, List<Object>> models() {
        return entries(models, Map.of("raw", NOT_AWAITED));
    }

    private static Map<String, List<Object>> entries(Map<String, List<Line>> lines, Object open) {
        Map<String, List<Object>> entries = new LinkedHashMap<>();
        lines.forEach((name, tries) -> {
            // An action that gives its arguments back does so in a test too.
            boolean byItself = tries.stream().allMatch(line -> line.echo && line.entry == null);
            List<Line> order = new ArrayList<>(tries);
            if (tries.stream().allMatch(line -> line.item)) {
                order.sort(Comparator.comparingInt((Line line) -> line.step.visit())
                        .thenComparingInt(line -> Integer.parseInt(line.step.slot())));
                // Another try of an item gets the item's entry again.
                order = lastOfEach(order);
            }
            if (!byItself) {
                entries.put(
                        name,
                        order.stream()
                                .map(line -> line.entry == null ? open : line.entry)
                                .toList());
            }
        });
        return entries;
    }

    private static List<Line> lastOfEach(List<Line> order) {
        Map<StepId, Line> last = new LinkedHashMap<>();
        order.forEach(line -> last.merge(line.step, line, (a, b) -> b.attempt >= a.attempt ? b : a));
        return List.copyOf(last.values());
    }

    private void read() {
        List<At> all = new ArrayList<>();
        runs.forEach(run -> run.events().forEach(event -> all.add(new At(event, run))));
        // Stable: a run's own events keep their order.
        all.sort(Comparator.comparing(at -> at.event().at()));
        Map<Try, Line> open = new HashMap<>();
        Map<StepId, Line> told = new HashMap<>();
        Map<HoldId, StepId> played = new HashMap<>();
        Map<StepId, String> texts = new HashMap<>();
        for (At at : all) {
            read(at, open, told, played, texts);
        }
    }

    private void read(
            At at, Map<Try, Line> open, Map<StepId, Line> told, Map<HoldId, StepId> played, Map<StepId, String> texts) {
        switch (at.event()) {
            case Event.CallRequested asked -> {
                boolean echo = asked.target() instanceof Target.Echo;
                Line line = line(at, asked.step(), asked.attempt(), echo);
                actions.computeIfAbsent(asked.action().value(), name -> new ArrayList<>())
                        .add(line);
                open.put(new Try(asked.step(), asked.attempt()), line);
            }
            case Event.CallSucceeded done -> {
                Line line = open.get(new Try(done.step(), done.attempt()));
                if (line != null && !line.echo) {
                    line.entry = Map.of("returns", done.result());
                }
            }
            case Event.CallFailed failed ->
                fails(open, failed.step(), failed.attempt(), failed.kind(), failed.message(), false);
            case Event.CallUnknown unknown ->
                fails(
                        open,
                        unknown.step(),
                        unknown.attempt(),
                        LOST.contains(unknown.kind()) ? unknown.kind() : "unknown",
                        unknown.message(),
                        false);
            case Event.ModelRequested asked -> {
                Line line = line(at, asked.step(), asked.attempt(), false);
                models.computeIfAbsent(asked.step().state().value(), name -> new ArrayList<>())
                        .add(line);
                open.put(new Try(asked.step(), asked.attempt()), line);
                told.put(asked.step(), line);
            }
            case Event.ModelReplied replied -> texts.put(replied.step(), replied.text());
            case Event.HoldOpened hold -> {
                if (hold.hold().purpose() == Hold.Purpose.MODEL) {
                    played.put(hold.hold().id(), hold.hold().step());
                }
            }
            case Event.HoldAnswered answered -> {
                StepId step = played.get(answered.hold());
                if (step != null) {
                    texts.put(step, Said.text(answered.answer()));
                }
            }
            case Event.ReplyAccepted accepted -> reply(told, accepted.step(), literal(accepted.value()));
            case Event.ReplyRefused refused ->
                reply(told, refused.step(), Map.of("raw", texts.getOrDefault(refused.step(), "")));
            case Event.SummaryMade made -> reply(told, made.step(), Map.of("raw", made.text()));
            case Event.ModelFailed failed ->
                fails(open, failed.step(), failed.attempt(), failed.kind(), failed.message(), true);
            default -> {
                // Nothing that somebody outside said.
            }
        }
    }

    private static final List<String> LOST = List.of("timeout", "connection");

    private static void fails(
            Map<Try, Line> open, StepId step, int attempt, String kind, String message, boolean model) {
        Line line = open.get(new Try(step, attempt));
        if (line != null) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("fails", Said.unknownKind(kind, model) == null ? kind : "error");
            entry.put("message", message);
            line.entry = entry;
        }
    }

    private static void reply(Map<StepId, Line> told, StepId step, Object entry) {
        Line line = told.get(step);
        if (line != null) {
            line.entry = entry;
        }
    }

    /** A reply that could be mistaken for words of the test says that it is none. */
    private static Object literal(Object value) {
        boolean mistaken = value instanceof List<?>
                || (value instanceof Map<?, ?> map && Scripting.WORDS.containsAll(map.keySet()));
        return mistaken ? Map.of("returns", value) : value;
    }

    private static Line line(At at, StepId step, int attempt, boolean echo) {
        State state = at.run().flow().flow().states().get(step.state());
        boolean item = state != null
                && state.verb() instanceof EachVerb
                && !step.slot().isEmpty()
                && Character.isDigit(step.slot().charAt(0));
        return new Line(step, attempt, item, echo);
    }
}
