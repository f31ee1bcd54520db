package dev.signalbox.cli.lsp;

import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.yaml.LineMap;
import java.util.List;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;

/**
 * Places of a text in the protocol's terms: lines and characters from 0, characters counted in the encoding that was agreed
 * on. Ours are 1-based and count UTF-16 code units.
 */
final class Positions {
    private final String text;
    private final LineMap lines;
    private final Encoding encoding;

    /** What a character of a position is. */
    enum Encoding {
        UTF_16("utf-16"),
        UTF_8("utf-8"),
        UTF_32("utf-32");

        private final String name;

        Encoding(String name) {
            this.name = name;
        }

        String protocolName() {
            return name;
        }

        /** UTF-16, which every client knows, unless the client offers others and not that one. */
        static Encoding chosen(List<String> offered) {
            if (offered.isEmpty() || offered.contains(UTF_16.name)) {
                return UTF_16;
            }
            for (Encoding one : values()) {
                if (offered.contains(one.name)) {
                    return one;
                }
            }
            return UTF_16;
        }

        private int width(int codePoint) {
            return switch (this) {
                case UTF_16 -> Character.charCount(codePoint);
                case UTF_32 -> 1;
                case UTF_8 -> codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            };
        }
    }

    Positions(String text, Encoding encoding) {
        this.text = text;
        this.lines = new LineMap("", text);
        this.encoding = encoding;
    }

    /** The offset of a position in the text; at the end of its line when it lies behind. */
    int offset(Position position) {
        int at = lines.offset(position.getLine() + 1, 1);
        if (position.getLine() >= lines.lines()) {
            return text.length();
        }
        int left = position.getCharacter();
        while (left > 0 && at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            int codePoint = text.codePointAt(at);
            left -= encoding.width(codePoint);
            at += left < 0 ? 0 : Character.charCount(codePoint);
        }
        return at;
    }

    Position position(int offset) {
        Span span = lines.span(offset, offset);
        return position(span.line(), span.column());
    }

    Position position(int line, int column) {
        int from = lines.offset(line, 1);
        int to = lines.offset(line, column);
        int character = encoding == Encoding.UTF_16
                ? to - from
                : text.substring(from, to).codePoints().map(encoding::width).sum();
        return new Position(Math.max(0, line - 1), character);
    }

    Range range(Span span) {
        return new Range(position(span.line(), span.column()), position(span.endLine(), span.endColumn()));
    }

    Range range(int from, int to) {
        return new Range(position(from), position(to));
    }

    /** The 1-based line and column of a position, in UTF-16 code units. */
    Span at(Position position) {
        int offset = offset(position);
        return lines.span(offset, offset);
    }
}
