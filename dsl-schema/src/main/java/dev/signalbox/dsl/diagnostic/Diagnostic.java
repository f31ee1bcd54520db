package dev.signalbox.dsl.diagnostic;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One finding about a file.
 *
 * @param code which rule, stable and never reused
 * @param message one sentence for the person who reads it: what is wrong, with the names as written in the file
 * @param help what to do about it
 * @param suggestion the text that would stand instead (a did-you-mean), fit to be put at {@code place}
 */
public record Diagnostic(
        Code code,
        Severity severity,
        String message,
        Place place,
        @Nullable String help,
        @Nullable String suggestion,
        List<Related> related) {
    public Diagnostic {
        related = List.copyOf(related);
    }

    /** A finding of the code's own severity, without help. */
    public static Diagnostic of(Code code, Place place, String message) {
        return new Diagnostic(code, code.severity(), message, place, null, null, List.of());
    }

    public Diagnostic withHelp(@Nullable String text) {
        return new Diagnostic(code, severity, message, place, text, suggestion, related);
    }

    /** Adds a did-you-mean. */
    public Diagnostic withSuggestion(@Nullable String text) {
        return new Diagnostic(code, severity, message, place, help, text, related);
    }

    public Diagnostic withRelated(List<Related> places) {
        return new Diagnostic(code, severity, message, place, help, suggestion, places);
    }

    /** Where a rule is milder, or graver, than its code usually is. */
    public Diagnostic withSeverity(Severity own) {
        return new Diagnostic(code, own, message, place, help, suggestion, related);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }
}
