package dev.signalbox.testkit.run;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.model.test.Expect;
import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds what came of a run against what the file expects of it. */
final class Expectations {
    private final Expect expect;
    private final List<PlayedRun> runs;
    private final PlayedRun own;
    private final List<Failure> failures = new ArrayList<>();

    private Expectations(Expect expect, List<PlayedRun> runs) {
        this.expect = expect;
        this.runs = runs;
        own = runs.getFirst();
    }

    /** What is not as expected, in the order of the language's page. */
    static List<Failure> unmet(Expect expect, List<PlayedRun> runs) {
        Expectations all = new Expectations(expect, runs);
        all.path();
        all.end();
        all.output();
        all.calls();
        all.values(Failure.Kind.DATA, expect.data(), all.data());
        all.values(Failure.Kind.ERROR, expect.error(), all.error());
        all.failures.addAll(ExpectedContexts.unmet(expect.context(), runs));
        all.failures.addAll(ExpectedHolds.unmet(expect.held(), runs));
        return all.failures;
    }

    private void path() {
        List<String> expected = expect.path();
        List<String> actual = own.path();
        if (expected == null || expected.equals(actual)) {
            return;
        }
        int at = Differences.first(expected, actual);
        String message;
        if (at >= actual.size()) {
            message = "The run ended after " + last(actual) + ", before " + expected.get(at) + ".";
        } else if (at >= expected.size()) {
            message = "The run went on to " + actual.get(at) + " after " + last(expected) + ".";
        } else {
            message = "Step " + (at + 1) + " of the path was " + actual.get(at) + ", not " + expected.get(at) + ".";
        }
        List<String> detail = new ArrayList<>(Differences.sideBySide(expected, actual));
        String why = Reasons.into(at, own.events());
        if (why != null) {
            detail.add(why);
        }
        failures.add(new Failure(
                Failure.Kind.PATH,
                message,
                expect.placeOf(at < expected.size() ? "path/" + at : "path"),
                detail,
                expected,
                actual));
    }

    private static String last(List<String> states) {
        return states.isEmpty() ? "its start" : states.getLast();
    }

    private void end() {
        String expected = expect.end();
        String actual = own.run().status().text();
        if (expected == null || expected.equals(actual)) {
            return;
        }
        String error = own.run().error();
        String message = "The run " + (actual.equals("paused") || actual.equals("stuck") ? "is " : "ended ") + actual
                + ", not " + expected + (error == null ? "." : ": " + error);
        List<String> detail = new ArrayList<>();
        own.run()
                .holds()
                .values()
                .forEach(hold -> detail.add("It holds at " + hold.step().state() + ": " + hold.title()));
        failures.add(new Failure(Failure.Kind.END, message, expect.placeOf("end"), detail, expected, actual));
    }

    private void output() {
        Object expected = expect.output();
        if (expected != null) {
            Object actual = own.run().output();
            differs(Failure.Kind.OUTPUT, "output", "The output is not as expected", expected, actual, false);
        }
    }

    private void calls() {
        Map<String, List<Object>> made = made();
        expect.calls().forEach((action, expected) -> {
            List<Object> actual = made.getOrDefault(action, List.of());
            String part = "calls/" + action;
            String message = expected.size() == actual.size()
                    ? "The calls of " + action + " are not as expected"
                    : action + " was called " + times(actual.size()) + ", not " + times(expected.size());
            differs(Failure.Kind.CALLS, part, message, expected, actual, false);
        });
    }

    private static String times(int count) {
        return count == 0 ? "never" : count == 1 ? "once" : count + " times";
    }

    private Map<String, List<Object>> made() {
        return CallsMade.in(runs.stream().map(PlayedRun::events).toList());
    }

    private Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>();
        own.run().data().forEach((name, value) -> data.put(name.value(), value));
        return data;
    }

    /** What the run itself says it failed of, and the outcome that led there. */
    private Map<String, Object> error() {
        Map<String, Object> error = new LinkedHashMap<>();
        for (Event event : own.events()) {
            if (event instanceof Event.RouteTaken taken) {
                put(error, taken.kind(), taken.message(), taken.state().value(), taken.attempt());
            } else if (event instanceof Event.RunStuck stuck) {
                put(error, stuck.kind(), stuck.message(), stuck.state().value(), stuck.attempt());
            }
        }
        Run run = own.run();
        if (run.error() != null) {
            error.put("message", run.error());
        }
        return error;
    }

    private static void put(Map<String, Object> error, String kind, String message, String state, int attempt) {
        error.put("kind", kind);
        error.put("message", message);
        error.put("state", state);
        error.put("attempt", (long) attempt);
    }

    private void values(Failure.Kind kind, Map<String, Object> expected, Map<String, Object> actual) {
        if (!expected.isEmpty()) {
            differs(kind, kind.text(), "The " + kind.text() + " is not as expected", expected, actual, true);
        }
    }

    private void differs(
            Failure.Kind kind, String part, String message, Object expected, @Nullable Object actual, boolean partial) {
        List<Differences.Spot> spots = Differences.between(expected, actual, partial);
        if (!spots.isEmpty()) {
            failures.add(new Failure(
                    kind,
                    message + where(message, spots.getFirst().path()) + ".",
                    expect.placeOf(part + nearest(part, spots.getFirst().path())),
                    spots.stream().map(Differences.Spot::line).toList(),
                    expected,
                    actual == null ? Json.NULL : actual));
        }
    }

    private static String where(String message, String path) {
        return path.isEmpty() || !message.endsWith("not as expected") ? "" : " at " + path;
    }

    /** The part of the path down to which the file says something. */
    private String nearest(String part, String path) {
        String known = path;
        while (!known.isEmpty() && !expect.places().containsKey(part + known)) {
            known = known.substring(0, known.lastIndexOf('/'));
        }
        return known;
    }
}
