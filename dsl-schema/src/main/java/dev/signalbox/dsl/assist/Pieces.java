package dev.signalbox.dsl.assist;

import java.util.ArrayList;
import java.util.List;

/**
 * A file's text cut where its indentation says that something new begins: at each key of the top and, below a key that
 * stands alone on its line, at each entry. A piece parses by itself, so that one half-written entry costs no other.
 */
final class Pieces {
    private Pieces() {}

    /** From the first character up to the one behind the last. */
    record Piece(int from, int to) {
        String of(String text) {
            return text.substring(from, to);
        }
    }

    /** @param cursor a line that is blank up to here begins where the cursor stands; -1 for none */
    static List<Piece> of(String text, int cursor) {
        List<Integer> starts = new ArrayList<>();
        starts.add(0);
        int child = -1;
        boolean divided = false;
        int at = 0;
        while (at < text.length()) {
            int end = lineEnd(text, at);
            int indent = indent(text, at, end, cursor);
            if (indent == 0) {
                begin(starts, at);
                divided = standsAlone(text.substring(at, end));
                child = -1;
            } else if (indent > 0 && divided) {
                child = child < 0 ? indent : child;
                if (indent <= child) {
                    begin(starts, at);
                }
            }
            at = end;
        }
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            pieces.add(new Piece(starts.get(i), i + 1 < starts.size() ? starts.get(i + 1) : text.length()));
        }
        return pieces;
    }

    private static void begin(List<Integer> starts, int at) {
        if (starts.getLast() != at) {
            starts.add(at);
        }
    }

    /** Behind the line's break. */
    static int lineEnd(String text, int from) {
        int found = text.indexOf('\n', from);
        return found < 0 ? text.length() : found + 1;
    }

    static int lineStart(String text, int offset) {
        return text.lastIndexOf('\n', offset - 1) + 1;
    }

    /** The columns before a line's text; -1 for one that is blank or a comment. */
    static int indent(String text, int from, int end, int cursor) {
        int at = from;
        while (at < end && text.charAt(at) == ' ') {
            at++;
        }
        boolean blank = text.substring(at, end).isBlank();
        if (blank && cursor >= from && (cursor < end || (end == text.length() && cursor == end))) {
            return cursor - from;
        }
        return blank || text.charAt(at) == '#' ? -1 : at - from;
    }

    private static boolean standsAlone(String line) {
        return line.matches("[^\\s:#'\"{\\[-][^:#]*:\\s*(#.*)?\\R?");
    }
}
