package dev.signalbox.testkit.run;

import dev.signalbox.dsl.diagnostic.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way in which a test failed.
 *
 * @param kind what was not met
 * @param message one sentence
 * @param place where the file says it
 * @param detail lines for a person to look at beneath the sentence; may be empty
 * @param expected what the file says, as a value; null where there is none to compare
 * @param actual what came instead, as a value; null where nothing did
 * @param changes texts that are others than they were when something was recorded
 */
public record Failure(
        Kind kind,
        String message,
        Place place,
        List<String> detail,
        @Nullable Object expected,
        @Nullable Object actual,
        List<Change> changes) {
    public Failure {
        detail = List.copyOf(detail);
        changes = List.copyOf(changes);
    }

    /** @param what both texts are, one word */
    public record Change(String what, String before, String after) {}

    Failure(
            Kind kind,
            String message,
            Place place,
            List<String> detail,
            @Nullable Object expected,
            @Nullable Object actual) {
        this(kind, message, place, detail, expected, actual, List.of());
    }

    static Failure of(Kind kind, Place place, String message) {
        return new Failure(kind, message, place, List.of(), null, null);
    }

    /** With these lines before those it has. */
    Failure withDetail(List<String> lines) {
        List<String> all = new ArrayList<>(lines);
        all.addAll(detail);
        return new Failure(kind, message, place, all, expected, actual, changes);
    }

    /** The expectations by their keys, and what fails a test that says nothing about it. */
    public enum Kind {
        PATH,
        END,
        OUTPUT,
        CALLS,
        DATA,
        ERROR,
        CONTEXT,
        HELD,
        /** The run asked for something that the test does not script. */
        UNSCRIPTED,
        /** Something is scripted that never happened. */
        UNUSED,
        /** A scripted value cannot be what the other side says. */
        SCRIPT,
        /** A person's decision was turned away, or should have been. */
        DECISION,
        /** The run could not be started. */
        START;

        /** As it is written in JSON and in JUnit's XML. */
        public String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
