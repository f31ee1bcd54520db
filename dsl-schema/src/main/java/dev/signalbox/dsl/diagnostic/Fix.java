package dev.signalbox.dsl.diagnostic;

import java.util.List;

/**
 * How a finding is mended: edits of one file, to be made all together or not at all, on the very text that the finding is about.
 *
 * @param title what it does, as an editor's menu says it: "Write `visits`"
 * @param safe it cannot change what the author meant, so it may be made unasked; any other is offered to a person
 */
public record Fix(String title, List<Edit> edits, boolean safe) {
    public Fix {
        edits = List.copyOf(edits);
    }

    public static Fix safe(String title, Span span, String text) {
        return new Fix(title, List.of(new Edit(span, text)), true);
    }

    public static Fix offered(String title, Span span, String text) {
        return new Fix(title, List.of(new Edit(span, text)), false);
    }
}
