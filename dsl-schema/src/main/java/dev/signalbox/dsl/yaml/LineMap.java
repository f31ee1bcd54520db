package dev.signalbox.dsl.yaml;

import dev.signalbox.dsl.diagnostic.Span;
import java.util.Arrays;

/** Turns offsets of a text (UTF-16 code units) into 1-based lines and columns. Lines end at LF, CRLF or a lone CR. */
public final class LineMap {
    private final String file;
    private final String text;
    private final int[] starts;
    private final int[] units;

    public LineMap(String file, String text) {
        this.file = file;
        this.text = text;
        int[] found = new int[64];
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'))) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, count * 2);
                }
                found[count++] = i + 1;
            }
        }
        this.starts = Arrays.copyOf(found, count);
        this.units = text.codePointCount(0, text.length()) == text.length() ? new int[0] : codePoints(text);
    }

    private static int[] codePoints(String text) {
        int[] units = new int[text.codePointCount(0, text.length()) + 1];
        int unit = 0;
        for (int i = 0; i < units.length; i++) {
            units[i] = unit;
            unit += unit < text.length() ? Character.charCount(text.codePointAt(unit)) : 0;
        }
        return units;
    }

    public String text() {
        return text;
    }

    /** The code unit at which the n-th code point starts; the YAML parser counts code points. */
    public int unit(int codePoint) {
        if (units.length == 0) {
            return Math.min(codePoint, text.length());
        }
        return units[Math.min(codePoint, units.length - 1)];
    }

    public int line(int offset) {
        int found = Arrays.binarySearch(starts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    public int column(int offset) {
        return offset - starts[line(offset) - 1] + 1;
    }

    /** How many lines there are; a text without a break has one. */
    public int lines() {
        return starts.length;
    }

    public int lineStart(int line) {
        return starts[line - 1];
    }

    /** The text of a line without its line break. */
    public String lineText(int line) {
        int from = starts[line - 1];
        int to = line < starts.length ? starts[line] : text.length();
        while (to > from && (text.charAt(to - 1) == '\n' || text.charAt(to - 1) == '\r')) {
            to--;
        }
        return text.substring(from, to);
    }

    /** The offset of a 1-based line and column, inside the text and on that line. */
    public int offset(int line, int column) {
        int at = Math.clamp(line, 1, starts.length);
        return starts[at - 1] + Math.clamp(column - 1L, 0, lineText(at).length());
    }

    public Span span(int from, int to) {
        int last = Math.max(from, to);
        return new Span(file, line(from), column(from), line(last), column(last));
    }
}
