package dev.signalbox.dsl.diagnostic;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One finding about a file.
 *
 * @param code which rule, stable and never reused
 * @param message one sentence for the person who reads it: what is wrong, with the names as written in the file
 * @param help what to do about it
 * @param suggestion the text that would stand instead (a did-you-mean), as people read it
 * @param fix how the file's text is changed to mend it; null where nobody but the author can know
 */
public record Diagnostic(
        Code code,
        Severity severity,
        String message,
        Place place,
        @Nullable String help,
        @Nullable String suggestion,
        List<Related> related,
        @Nullable Fix fix) {
    public Diagnostic {
        related = List.copyOf(related);
    }

    public Diagnostic(
            Code code,
            Severity severity,
            String message,
            Place place,
            @Nullable String help,
            @Nullable String suggestion,
            List<Related> related) {
        this(code, severity, message, place, help, suggestion, related, null);
    }

    /** A finding of the code's own severity, without help. */
    public static Diagnostic of(Code code, Place place, String message) {
        return new Diagnostic(code, code.severity(), message, place, null, null, List.of());
    }

    public Diagnostic withHelp(@Nullable String text) {
        return new Diagnostic(code, severity, message, place, text, suggestion, related, fix);
    }

    /** Adds a did-you-mean; {@code dsl.check} makes an edit of the file out of it. */
    public Diagnostic withSuggestion(@Nullable String text) {
        return new Diagnostic(code, severity, message, place, help, text, related, fix);
    }

    public Diagnostic withRelated(List<Related> places) {
        return new Diagnostic(code, severity, message, place, help, suggestion, places, fix);
    }

    /** Where a rule is milder, or graver, than its code usually is. */
    public Diagnostic withSeverity(Severity own) {
        return new Diagnostic(code, own, message, place, help, suggestion, related, fix);
    }

    public Diagnostic withFix(@Nullable Fix mended) {
        return new Diagnostic(code, severity, message, place, help, suggestion, related, mended);
    }

    /** Adds a did-you-mean that leaves no doubt: it may be written without asking. Its edit is made, as any did-you-mean's, when the file is whole. */
    public Diagnostic withSafeSuggestion(String text) {
        return withSuggestion(text).withFix(new Fix("Write `" + text + "`", List.of(), true));
    }

    /** The same finding with the path of each file as {@code written} has it. */
    public Diagnostic in(UnaryOperator<String> written) {
        Fix mended = fix == null
                ? null
                : new Fix(
                        fix.title(),
                        fix.edits().stream()
                                .map(edit -> new Edit(edit.span().in(written), edit.text()))
                                .toList(),
                        fix.safe());
        return new Diagnostic(
                code,
                severity,
                message,
                new Place(place.span().in(written), place.path()),
                help,
                suggestion,
                related.stream()
                        .map(one -> new Related(one.span().in(written), one.message()))
                        .toList(),
                mended);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }
}
