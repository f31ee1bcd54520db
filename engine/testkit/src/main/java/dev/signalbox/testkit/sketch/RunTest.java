package dev.signalbox.testkit.sketch;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.model.test.TestFile;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.read.ReadTests;
import dev.signalbox.dsl.read.Sources;
import dev.signalbox.dsl.read.TestReader;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.testkit.run.CallsMade;
import dev.signalbox.testkit.run.Failure;
import dev.signalbox.testkit.run.TestResult;
import dev.signalbox.testkit.run.TestRun;
import dev.signalbox.testkit.run.TestedFlows;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A whole test of a real run: its input, what actions, models and people said, and what came of it. Played as soon as it is
 * written: an expectation of something that no test can have, such as the run's id, is left out with a comment, and where the run
 * itself comes out otherwise, that is said.
 *
 * @param text of the test file
 * @param failures why it does not pass as it is; empty for one that does
 */
public record RunTest(String text, List<Failure> failures) {
    public RunTest {
        failures = List.copyOf(failures);
    }

    /** The values that may be left out for the run to be told at all. */
    private static final Set<Failure.Kind> VALUES =
            EnumSet.of(Failure.Kind.OUTPUT, Failure.Kind.CALLS, Failure.Kind.ERROR, Failure.Kind.HELD);

    /** Where the test is to stand and what it is played with. */
    public record Setting(
            String flow, Map<String, ReadFlow> known, Sources sources, TestedFlows flows, Workspace workspace) {}

    /**
     * Refuses, with a {@link Problem}, a run that no test can be made of: one that an operator took a hand in, one whose payloads are
     * gone.
     *
     * @param runs the run first, its children behind it
     * @param secrets strikes secrets out of a text
     */
    public static RunTest of(List<LoggedRun> runs, Setting setting, UnaryOperator<String> secrets)
            throws InterruptedException {
        refuse(runs);
        RunTest told = written(runs, setting, secrets, Times.TOLD);
        if (told.failures().isEmpty()) {
            return told;
        }
        RunTest exact = written(runs, setting, secrets, Times.EXACT);
        return exact.failures().isEmpty() ? exact : told;
    }

    private static void refuse(List<LoggedRun> runs) {
        LoggedRun run = runs.getFirst();
        if (run.row().parent() != null) {
            throw new Problem(
                    Problem.Kind.BAD_REQUEST,
                    "The run " + run.row().id() + " is a child of "
                            + run.row().parent().run() + "; a test of that one has it in it.");
        }
        Set<HoldId> played = new LinkedHashSet<>();
        for (LoggedRun one : runs) {
            for (Event event : one.events()) {
                if (event instanceof Event.HoldOpened opened && opened.hold().purpose() == Hold.Purpose.MODEL) {
                    played.add(opened.hold().id());
                } else if (event instanceof Event.HoldAnswered answered) {
                    played.remove(answered.hold());
                } else if (event instanceof Event.HoldWithdrawn withdrawn) {
                    played.remove(withdrawn.hold());
                }
                if (event instanceof Event.RunRetried retried) {
                    throw new Problem(
                            Problem.Kind.BAD_REQUEST,
                            "The run " + one.row().id() + " was stuck and " + retried.by()
                                    + " tried it again; a test has no word for that.");
                }
                if (event instanceof Event.RunStarted started && started.input().containsKey("$purged")) {
                    throw new Problem(
                            Problem.Kind.UNAVAILABLE,
                            "The payloads of run " + one.row().id()
                                    + " are not kept any more: there is nothing to script.");
                }
            }
        }
        if (!played.isEmpty()) {
            throw new Problem(
                    Problem.Kind.BAD_REQUEST,
                    "The run " + run.row().id()
                            + " waits for a person to play its model; a test is made of it once it goes on.");
        }
    }

    private static RunTest written(List<LoggedRun> runs, Setting setting, UnaryOperator<String> secrets, Times times)
            throws InterruptedException {
        Set<String> left = new LinkedHashSet<>();
        while (true) {
            String text = new Draft(runs, setting, secrets, times, left).text();
            List<Failure> failures = play(text, setting);
            List<String> parts = failures.stream()
                    .filter(failure -> VALUES.contains(failure.kind()))
                    .map(failure -> failure.kind().text())
                    .distinct()
                    .toList();
            boolean values = !failures.isEmpty()
                    && failures.stream().allMatch(failure -> VALUES.contains(failure.kind()))
                    && left.addAll(parts);
            if (!values) {
                return new RunTest(text, failures);
            }
        }
    }

    private static List<Failure> play(String text, Setting setting) throws InterruptedException {
        String path = setting.flow().replaceFirst("[^/]*$", "run.test.yaml");
        ReadTests read = TestReader.read(path, text, setting.known(), setting.sources());
        TestFile file = read.tests();
        List<Diagnostic> errors =
                read.diagnostics().stream().filter(Diagnostic::isError).toList();
        if (file == null || !errors.isEmpty()) {
            throw new Problem(
                    Problem.Kind.INVALID,
                    "The test of the run does not validate: "
                            + errors.stream()
                                    .map(found -> found.message() + " (line "
                                            + found.place().span().line() + ")")
                                    .findFirst()
                                    .orElse("nothing can be read of it"));
        }
        TestResult result =
                TestRun.of(setting.flows(), file, file.tests().getFirst()).play();
        return result.failures();
    }

    /** The text of one test. */
    private static final class Draft {
        private final List<LoggedRun> runs;
        private final LoggedRun run;
        private final Setting setting;
        private final Hidden hidden;
        private final Times times;
        private final Set<String> left;
        private final StringBuilder out = new StringBuilder();

        /** @param left expectations that are left out */
        Draft(List<LoggedRun> runs, Setting setting, UnaryOperator<String> secrets, Times times, Set<String> left) {
            this.runs = runs;
            this.run = runs.getFirst();
            this.setting = setting;
            this.hidden = new Hidden(runs, secrets);
            this.times = times;
            this.left = left;
        }

        String text() {
            String file = setting.flow().substring(setting.flow().lastIndexOf('/') + 1);
            line(0, "flow: " + Yaml.of(file));
            line(0, "tests:");
            line(2, "- name: " + Yaml.of("as in run " + run.row().id()));
            line(4, "now: " + Yaml.of(run.row().startedAt().toString()));
            value(4, "started_by", run.row().startedBy());
            started();
            if (!hidden.isEmpty()) {
                line(4, "# Redacted data are others than they were in the run.");
            }
            Calls calls = Calls.of(runs);
            scripts("models", calls.models(), Map.of());
            scripts("actions", calls.actions(), Map.of());
            Moves moves = Moves.of(runs, setting.workspace(), times);
            Map<String, Integer> opened = new LinkedHashMap<>();
            moves.scripts().keySet().forEach(state -> opened.put(state, moves.opened(state)));
            scripts("people", moves.scripts(), opened);
            events();
            cancel();
            expect(moves);
            return out.toString();
        }

        private void line(int indent, String text) {
            out.append(" ".repeat(indent)).append(text).append('\n');
        }

        private void value(int indent, String key, Object value) {
            line(indent, Yaml.of(key) + ": " + Yaml.of(hidden.strike(value)));
        }

        private void started() {
            for (Event event : run.events()) {
                if (event instanceof Event.RunStarted started) {
                    value(4, "input", started.input());
                }
            }
        }

        /** @param times how often each is asked for; of what does not stand there, as often as it has entries */
        private void scripts(String key, Map<String, List<Object>> scripts, Map<String, Integer> times) {
            if (scripts.isEmpty()) {
                return;
            }
            line(4, key + ":");
            scripts.forEach((name, entries) -> {
                boolean once = entries.size() == 1 && times.getOrDefault(name, 1) == 1;
                // A list inside would be several decisions, or several times.
                if (once && !(entries.getFirst() instanceof List<?>)) {
                    value(6, name, entries.getFirst());
                    return;
                }
                line(6, Yaml.of(name) + ":");
                entries.forEach(entry -> line(8, "- " + Yaml.of(hidden.strike(entry))));
            });
        }

        private void events() {
            Set<String> seen = new LinkedHashSet<>();
            List<Event.EventReceived> received = runs.stream()
                    .flatMap(one -> one.events().stream())
                    .filter(Event.EventReceived.class::isInstance)
                    .map(Event.EventReceived.class::cast)
                    .filter(event -> seen.add(event.name() + " " + event.id()))
                    .sorted(Comparator.comparing(Event.EventReceived::at))
                    .toList();
            if (received.isEmpty()) {
                return;
            }
            line(4, "events:");
            for (Event.EventReceived event : received) {
                Map<String, Object> entry = new LinkedHashMap<>();
                String after = times.text(sinceStart(event.at()));
                if (after != null) {
                    entry.put("after", after);
                }
                entry.put("event", event.name().value());
                if (!event.key().equals(run.row().key())) {
                    entry.put("key", event.key());
                }
                if (!Json.isNull(event.payload())) {
                    entry.put("payload", event.payload());
                }
                line(6, "- " + Yaml.of(hidden.strike(entry)));
            }
        }

        private Duration sinceStart(Instant at) {
            return Duration.between(run.row().startedAt(), at);
        }

        private void cancel() {
            for (Event event : run.events()) {
                if (event instanceof Event.CancelRequested cancel) {
                    String after = times.text(sinceStart(cancel.at()));
                    line(4, "cancel: { after: " + (after == null ? "0s" : after) + " }");
                    return;
                }
            }
        }

        private void expect(Moves moves) {
            line(4, "expect:");
            List<String> path = run.events().stream()
                    .filter(Event.StateEntered.class::isInstance)
                    .map(event -> ((Event.StateEntered) event).state().value())
                    .toList();
            line(6, "path: " + Yaml.of(path));
            line(6, "end: " + run.row().status().text());
            Event.RunEnded ended = ended();
            if (ended != null && ended.output() != null) {
                part("output", ended.output());
            }
            if (ended != null && ended.error() != null && run.row().status() == RunStatus.FAILED) {
                part("error", Map.of("message", ended.error()));
            }
            Map<String, List<Object>> made = made();
            if (!made.isEmpty()) {
                part("calls", made);
            }
            Map<String, Object> held = new LinkedHashMap<>();
            moves.held().forEach((state, shown) -> held.put(state, shown.size() == 1 ? shown.getFirst() : shown));
            if (!held.isEmpty()) {
                part("held", held);
            }
        }

        private void part(String key, Object value) {
            if (left.contains(key)) {
                line(6, "# Not expected: `" + key + "`, for a test of this run has another, such as an id or a time.");
            } else if (value instanceof Map<?, ?> map && (key.equals("calls") || key.equals("held"))) {
                line(6, key + ":");
                Json.object(map).forEach((name, one) -> value(8, name, one));
            } else {
                value(6, key, value);
            }
        }

        private Event.@Nullable RunEnded ended() {
            for (Event event : run.events()) {
                if (event instanceof Event.RunEnded ended) {
                    return ended;
                }
            }
            return null;
        }

        private Map<String, List<Object>> made() {
            return new TreeMap<>(
                    CallsMade.in(runs.stream().map(LoggedRun::events).toList()));
        }
    }
}
