package dev.signalbox.dsl.model;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Span;

/**
 * A CEL expression as written in the file.
 *
 * @param id its number in the flow, dense from 0: the compiled form is found by it
 * @param place the expression's own characters inside the YAML scalar, without {@code ${}}
 * @param indent the columns that stand before its text on each line after the first (block scalars); 0 on one line
 */
public record Expr(int id, String source, Place place, int indent) {
    /** The place of a part of the source, from {@code offset} on, {@code length} code units long: one at least, and none behind its end. */
    public Place at(int offset, int length) {
        int from = Math.min(offset, source.length());
        int to = Math.max(from + 1, Math.min(from + length, source.length()));
        Span whole = place.span();
        int line = whole.line();
        int column = whole.column();
        int startLine = line;
        int startColumn = column;
        for (int i = 0; i < to; i++) {
            if (i == from) {
                startLine = line;
                startColumn = column;
            }
            if (i < source.length() && source.charAt(i) == '\n') {
                line++;
                column = indent + 1;
            } else {
                column++;
            }
        }
        return new Place(new Span(whole.file(), startLine, startColumn, line, column), place.path());
    }
}
