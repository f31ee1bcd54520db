package dev.signalbox.runtime;

import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.id.RunId;
import dev.signalbox.runtime.api.Problem;
import java.util.Map;

/** What the core refuses, as the caller's problem. */
final class Refusals {
    private Refusals() {}

    static Problem of(Decision.Rejected rejected) {
        Problem.Kind kind = switch (rejected.reason()) {
            case NOT_FOUND -> Problem.Kind.NOT_FOUND;
            case CONFLICT, STALE, LATE -> Problem.Kind.CONFLICT;
            case INVALID -> Problem.Kind.INVALID;
            case FORBIDDEN -> Problem.Kind.FORBIDDEN;
        };
        return new Problem(kind, sentence(rejected.message()), rejected.details());
    }

    static Problem noRun(String id) {
        return new Problem(Problem.Kind.NOT_FOUND, "There is no run " + id + ".");
    }

    static Problem purged(String id) {
        return new Problem(
                Problem.Kind.CONFLICT,
                "The run " + id + " cannot be forked: its input is purged, and its hash alone is left.");
    }

    static Problem noHold(String id) {
        return new Problem(Problem.Kind.NOT_FOUND, "There is no open hold " + id + ".");
    }

    static Problem forbidden(String why) {
        return new Problem(Problem.Kind.FORBIDDEN, sentence(why));
    }

    static Problem keyTaken(String flow, RunId open) {
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
