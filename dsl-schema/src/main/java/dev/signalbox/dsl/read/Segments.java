package dev.signalbox.dsl.read;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a text at its {@code ${…}}. Braces and quotes inside an expression are counted as CEL reads them; a doubled dollar is
 * a plain dollar and brace.
 */
final class Segments {
    private final String text;
    private final List<Segment> found = new ArrayList<>();
    private final StringBuilder plain = new StringBuilder();

    private Segments(String text) {
        this.text = text;
    }

    /** A part of a text; offsets are into the text as given. */
    sealed interface Segment {
        record Plain(String text) implements Segment {}

        /** @param from where the expression's own characters start, {@code to} just behind them */
        record Code(String source, int from, int to) implements Segment {}

        /** An opening that is never closed. */
        record Open(int from) implements Segment {}
    }

    static List<Segment> of(String text) {
        Segments segments = new Segments(text);
        segments.split();
        return segments.found;
    }

    private void split() {
        int at = 0;
        while (at < text.length()) {
            if (text.startsWith("$${", at)) {
                plain.append("${");
                at += 3;
            } else if (text.startsWith("${", at)) {
                flush();
                int close = close(at + 2);
                if (close < 0) {
                    found.add(new Segment.Open(at));
                    return;
                }
                code(at + 2, close);
                at = close + 1;
            } else {
                plain.append(text.charAt(at++));
            }
        }
        flush();
    }

    private void code(int from, int to) {
        int first = from;
        int last = to;
        while (first < last && Character.isWhitespace(text.charAt(first))) {
            first++;
        }
        while (last > first && Character.isWhitespace(text.charAt(last - 1))) {
            last--;
        }
        boolean empty = first == last;
        found.add(new Segment.Code(text.substring(first, last), empty ? from : first, empty ? to : last));
    }

    private void flush() {
        if (!plain.isEmpty()) {
            found.add(new Segment.Plain(plain.toString()));
            plain.setLength(0);
        }
    }

    /** The closing brace that belongs to an expression, or -1. */
    private int close(int from) {
        int depth = 0;
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\'' || c == '"') {
                at = afterString(at, c);
                continue;
            }
            if (c == '{') {
                depth++;
            } else if (c == '}' && depth-- == 0) {
                return at;
            }
            at++;
        }
        return -1;
    }

    private int afterString(int start, char quote) {
        boolean raw = start > 0 && (text.charAt(start - 1) == 'r' || text.charAt(start - 1) == 'R');
        String triple = String.valueOf(quote).repeat(3);
        String end = text.startsWith(triple, start) ? triple : String.valueOf(quote);
        int at = start + end.length();
        while (at < text.length()) {
            if (!raw && text.charAt(at) == '\\') {
                at += 2;
            } else if (text.startsWith(end, at)) {
                return at + end.length();
            } else {
                at++;
            }
        }
        return at;
    }
}
