package dev.signalbox.cli.mcp;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.read.Places;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A file whose {@code schema} of tools is set where it stands, or behind {@code tool}; every other byte stays. */
final class PinnedText {
    private final String before;
    private final List<Edit> edits = new ArrayList<>();

    private record Edit(int from, int to, String text) {}

    PinnedText(String before) {
        this.before = before;
    }

    /** @param pointer of the action's {@code mcp} */
    void pin(String pointer, Places places, String pin) {
        Place schema = places.value(pointer + "/schema");
        if (schema != null) {
            Span span = schema.span();
            edits.add(new Edit(
                    offset(span.line(), span.column()), offset(span.endLine(), span.endColumn()), '"' + pin + '"'));
            return;
        }
        Place tool = places.value(pointer + "/tool");
        Place key = places.key(pointer + "/tool");
        if (tool == null || key == null) {
            return;
        }
        int end = offset(tool.span().endLine(), tool.span().endColumn());
        String rest = before.substring(end).stripLeading();
        boolean inBraces = rest.startsWith(",") || rest.startsWith("}");
        String between = inBraces ? ", " : "\n" + " ".repeat(key.span().column() - 1);
        edits.add(new Edit(end, end, between + "schema: \"" + pin + '"'));
    }

    String before() {
        return before;
    }

    boolean isChanged() {
        return !edits.isEmpty();
    }

    String text() {
        StringBuilder text = new StringBuilder(before);
        edits.stream()
                .sorted(Comparator.comparingInt(Edit::from).reversed())
                .forEach(edit -> text.replace(edit.from(), edit.to(), edit.text()));
        return text.toString();
    }

    /** Lines and columns count from 1, columns in characters. */
    private int offset(int line, int column) {
        int at = 0;
        for (int i = 1; i < line; i++) {
            at = before.indexOf('\n', at) + 1;
        }
        return Math.min(before.length(), at + column - 1);
    }
}
