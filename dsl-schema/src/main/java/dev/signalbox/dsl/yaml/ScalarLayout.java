package dev.signalbox.dsl.yaml;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Span;

/**
 * How a scalar's characters lie in the file, so that a part of an expression can be pointed at. It walks the written form
 * and the value side by side: escapes, doubled quotes, folded lines and a block's indentation stand in the one and not in
 * the other.
 */
public final class ScalarLayout {
    /** How a scalar is written. */
    public enum Style {
        PLAIN,
        SINGLE_QUOTED,
        DOUBLE_QUOTED,
        LITERAL,
        FOLDED
    }

    private final LineMap lines;
    private final Style style;
    private final int start;
    private final int end;
    private final int indent;

    /** As far as was walked last: the parts of a long text are asked for one after the other. */
    private Step reached;

    /**
     * @param index the next character of the value
     * @param at where what is written of it begins
     */
    private record Step(int index, int at) {}

    ScalarLayout(LineMap lines, Style style, int start, int end) {
        this.lines = lines;
        this.style = style;
        this.start = start;
        this.end = end;
        this.indent = isBlock(style) ? blockIndent() : 0;
        this.reached = new Step(0, contentStart());
    }

    private static boolean isBlock(Style style) {
        return style == Style.LITERAL || style == Style.FOLDED;
    }

    public Style style() {
        return style;
    }

    /** The columns before each line's text in a block scalar; 0 in any other. */
    public int indent() {
        return indent;
    }

    boolean covers(int line) {
        return lines.line(start) < line && line <= lines.line(Math.max(start, end - 1));
    }

    private int blockIndent() {
        int header = lines.line(start);
        for (int line = header + 1; line <= lines.lines(); line++) {
            String text = lines.lineText(line);
            if (!text.isBlank()) {
                int explicit = explicitIndent();
                int found = text.length() - text.stripLeading().length();
                return explicit > 0 ? Math.min(found, explicit + parentIndent(header)) : found;
            }
        }
        return 0;
    }

    /** The digit of {@code |2}, or 0. */
    private int explicitIndent() {
        for (int i = start + 1; i < Math.min(start + 3, lines.text().length()); i++) {
            char c = lines.text().charAt(i);
            if (c >= '1' && c <= '9') {
                return c - '0';
            }
        }
        return 0;
    }

    private int parentIndent(int line) {
        String text = lines.lineText(line);
        int at = 0;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '-')) {
            at++;
        }
        return at;
    }

    Place place(Place whole, String value, int offset, int until) {
        int[] from = new int[2];
        locate(value, offset, until, from);
        Span span = lines.span(from[0], Math.max(from[0] + 1, from[1]));
        return new Place(span, whole.path());
    }

    private int contentStart() {
        if (isBlock(style)) {
            int next = lines.line(start) + 1;
            return next > lines.lines() ? end : skipIndent(lines.lineStart(next));
        }
        return style == Style.PLAIN ? start : start + 1;
    }

    /** Fills in where the first and just behind the last wanted character are written. */
    private void locate(String value, int offset, int until, int[] found) {
        Step from = reached;
        int at = from.index() <= offset ? from.at() : contentStart();
        int i = from.index() <= offset ? from.index() : 0;
        while (i < value.length() && i < until) {
            if (i <= offset) {
                from = new Step(i, at);
            }
            at = settle(at, value.charAt(i));
            if (i <= offset) {
                found[0] = at;
            }
            int width = width(at);
            int units = writesPair(at) ? 2 : 1;
            found[1] = Math.min(at + width, end);
            at = after(at, width, value, i);
            i += units;
        }
        reached = from;
        if (value.isEmpty() || offset >= value.length()) {
            found[0] = Math.min(at, end);
            found[1] = found[0];
        }
    }

    /** Moves over what is written but not part of the value before {@code wanted}. */
    private int settle(int from, char wanted) {
        int at = from;
        String text = lines.text();
        while (style == Style.DOUBLE_QUOTED
                && at + 1 < end
                && text.charAt(at) == '\\'
                && isBreak(text.charAt(at + 1))) {
            at = skipBlank(at + 1);
        }
        if (wanted == ' ' || wanted == '\n') {
            return at;
        }
        while (at < end && text.charAt(at) != wanted && isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private int after(int at, int width, String value, int index) {
        if (at >= end) {
            return at;
        }
        char written = lines.text().charAt(at);
        boolean folds = value.charAt(index) == ' ' && isBlank(written) && written != ' ';
        int next = at + width;
        if (isBreak(written) || folds) {
            if (written == '\r' && next < end && lines.text().charAt(next) == '\n') {
                next++;
            }
            return isBlock(style) ? skipIndent(next) : skipBlank(next);
        }
        return next;
    }

    private int skipIndent(int from) {
        int at = from;
        while (at < lines.text().length() && at - from < indent && lines.text().charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    private int skipBlank(int from) {
        int at = from;
        while (at < end && isBlank(lines.text().charAt(at))) {
            at++;
        }
        return at;
    }

    /** How many written characters one character of the value takes. */
    private int width(int at) {
        String text = lines.text();
        if (at + 1 >= text.length()) {
            return 1;
        }
        if (style == Style.SINGLE_QUOTED && text.charAt(at) == '\'') {
            return 2;
        }
        if (style == Style.DOUBLE_QUOTED && text.charAt(at) == '\\') {
            return switch (text.charAt(at + 1)) {
                case 'x' -> 4;
                case 'u' -> 6;
                case 'U' -> 10;
                default -> 2;
            };
        }
        return 1;
    }

    private boolean writesPair(int at) {
        return style == Style.DOUBLE_QUOTED
                && at + 5 < lines.text().length()
                && lines.text().startsWith("\\U", at)
                && !lines.text().startsWith("\\U0000", at);
    }

    private static boolean isBreak(char c) {
        return c == '\n' || c == '\r';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || isBreak(c);
    }
}
