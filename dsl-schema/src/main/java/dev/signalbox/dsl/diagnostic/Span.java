package dev.signalbox.dsl.diagnostic;

import java.util.function.UnaryOperator;

/** A stretch of a file. Lines and columns are 1-based and count Unicode code units; the end is exclusive. */
public record Span(String file, int line, int column, int endLine, int endColumn) {
    public static Span point(String file, int line, int column) {
        return new Span(file, line, column, line, column + 1);
    }

    /** The same stretch of the file whose path {@code written} has so. */
    public Span in(UnaryOperator<String> written) {
        return new Span(written.apply(file), line, column, endLine, endColumn);
    }

    /** Both have a character in common, or meet: then the text of the one may depend on the other's. */
    public boolean touches(Span other) {
        return file.equals(other.file)
                && !before(endLine, endColumn, other.line, other.column)
                && !before(other.endLine, other.endColumn, line, column);
    }

    private static boolean before(int line, int column, int otherLine, int otherColumn) {
        return line < otherLine || (line == otherLine && column < otherColumn);
    }
}
