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
    /** The place of a part of the source, from {@code offset} on, {@code length} code units long. */
    public Place at(int offset, int length) {
        int line = place.span().line();
        int column = place.span().column();
        int end = Math.min(offset, source.length());
        for (int i = 0; i < end; i++) {
            if (source.charAt(i) == '\n') {
                line++;
                column = indent + 1;
            } else {
                column++;
            }
        }
        int width = Math.max(1, length);
        return new Place(new Span(place.span().file(), line, column, line, column + width), place.path());
    }
}
