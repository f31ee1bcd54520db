package dev.signalbox.runtime.run;

import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.id.RunId;
import dev.signalbox.runtime.api.Problem;
import java.util.Map;

/** What the core refuses, as the caller's problem. */
public final class Refusals {
    private Refusals() {}

    public static Problem of(Decision.Rejected rejected) {
        Problem.Kind kind = switch (rejected.reason()) {
            case NOT_FOUND -> Problem.Kind.NOT_FOUND;
            case CONFLICT, STALE, LATE -> Problem.Kind.CONFLICT;
            case INVALID -> Problem.Kind.INVALID;
            case FORBIDDEN -> Problem.Kind.FORBIDDEN;
        };
        return new Problem(kind, sentence(rejected.message()), rejected.details());
    }

    public static Problem noRun(String id) {
        return new Problem(Problem.Kind.NOT_FOUND, "There is no run " + id + ".");
    }

    public static Problem purged(String id) {
        return new Problem(
                Problem.Kind.CONFLICT,
                "The run " + id + " cannot be forked: its input is purged, and its hash alone is left.");
    }

    public static Problem beyond(String id, long seq, long last) {
        return new Problem(
                Problem.Kind.NOT_FOUND,
                "The run " + id + " has no event " + seq + ": its log goes from 1 to " + last + ".",
                Map.of("last", last));
    }

    /** @param nearest 0 for none */
    public static Problem noForkPoint(long seq, long nearest, boolean end) {
        String why = end
                ? "Event " + seq + " is the run's end, and nothing goes on from there"
                : "Event " + seq + " stands in the middle of what was decided at once";
        return new Problem(
                Problem.Kind.INVALID,
                why + (nearest == 0 ? "." : "; the nearest that the run can be forked after is " + nearest + "."),
                nearest == 0 ? Map.of() : Map.of("nearest", nearest));
    }

    public static Problem noHold(String id) {
        return new Problem(Problem.Kind.NOT_FOUND, "There is no open hold " + id + ".");
    }

    public static Problem forbidden(String why) {
        return new Problem(Problem.Kind.FORBIDDEN, sentence(why));
    }

    public static Problem keyTaken(String flow, RunId open) {
        return new Problem(
                Problem.Kind.CONFLICT,
                "A run of " + flow + " with this key is open already: " + open + ".",
                Map.of("run", open.value()));
    }

    private static String sentence(String words) {
        if (words.isEmpty()) {
            return words;
        }
        String begun = Character.toUpperCase(words.charAt(0)) + words.substring(1);
        return begun.endsWith(".") || begun.endsWith("?") ? begun : begun + ".";
    }
}
