package dev.signalbox.dsl.assist;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a line has opened and not closed up to a point: brackets, quotes, a <code>${</code>. */
final class OpenQuotes {
    private static final char EXPRESSION = '$';
    private static final char BRACE = 'b';
    private static final char STRING = 's';

    private final Deque<Character> open = new ArrayDeque<>();
    private boolean begins = true;
    private boolean comment;

    private OpenQuotes() {}

    static OpenQuotes of(String line) {
        OpenQuotes quotes = new OpenQuotes();
        int at = 0;
        while (at < line.length() && !quotes.comment) {
            at += quotes.take(line, at);
        }
        return quotes;
    }

    /** Whether the point lies in a comment. */
    boolean inComment() {
        return comment;
    }

    /** Whether the point lies in a quoted text or an expression. */
    boolean inText() {
        return !open.isEmpty() && "{[".indexOf(open.peek()) < 0;
    }

    /** Whether the point lies in braces, where a key or a value begins. */
    boolean inBraces() {
        return begins && !open.isEmpty() && open.peek() == '{';
    }

    /** What would close everything, innermost first. */
    String closers() {
        StringBuilder closers = new StringBuilder();
        for (char one : open) {
            closers.append(
                    switch (one) {
                        case '{', EXPRESSION, BRACE -> '}';
                        case '[' -> ']';
                        case STRING -> '\'';
                        default -> one;
                    });
        }
        return closers.toString();
    }

    /** Takes what stands at a place; says how many characters that was. */
    private int take(String line, int at) {
        char c = line.charAt(at);
        char top = open.isEmpty() ? ' ' : open.peek();
        return switch (top) {
            case '"', '\'' -> quoted(line, at, c, top);
            case EXPRESSION, BRACE, STRING -> expression(c, top);
            default -> structure(line, at, c, top);
        };
    }

    private int quoted(String line, int at, char c, char quote) {
        boolean escape = quote == '"' ? c == '\\' : line.startsWith("''", at);
        if (escape) {
            return 2;
        }
        if (c == quote) {
            open.pop();
            begins = false;
        } else if (line.startsWith("${", at)) {
            open.push(EXPRESSION);
            return 2;
        }
        return 1;
    }

    private int expression(char c, char top) {
        if (c == quoteAround()) {
            while (open.pop() != c) {
                // What the quoted text left open ends with it.
            }
        } else if (top == STRING) {
            if (c == '\'') {
                open.pop();
            }
        } else if (c == '\'') {
            open.push(STRING);
        } else if (c == '{') {
            open.push(BRACE);
        } else if (c == '}') {
            open.pop();
        }
        return 1;
    }

    private char quoteAround() {
        for (char one : open) {
            if (one == '"' || one == '\'') {
                return one;
            }
        }
        return '\0';
    }

    private int structure(String line, int at, char c, char top) {
        boolean flow = top == '{' || top == '[';
        boolean spaced = at + 1 == line.length() || line.charAt(at + 1) == ' ';
        if (line.startsWith("${", at)) {
            open.push(EXPRESSION);
            begins = false;
            return 2;
        }
        if (begins && "\"'{[".indexOf(c) >= 0) {
            open.push(c);
        } else if (flow && (c == '}' || c == ']')) {
            open.pop();
            begins = false;
        } else if ((flow && c == ',') || (c == ':' && spaced)) {
            begins = true;
        } else if (c == '#' && (at == 0 || line.charAt(at - 1) == ' ')) {
            comment = true;
        } else if (c != ' ' && !(c == '-' && spaced)) {
            begins = false;
        }
        return 1;
    }
}
