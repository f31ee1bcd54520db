package dev.signalbox.dsl.model;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * A CEL expression as written in the file.
 *
 * @param id its number in the flow, dense from 0: the compiled form is found by it
 * @param place the expression's own characters inside the YAML scalar, without {@code ${}}
 * @param bends where its characters do not stand one beside the other as in the source: behind an escape, in the next line;
 *     in their order
 */
public record Expr(int id, String source, Place place, List<Bend> bends) {
    /** From this character of the source on, the next ones stand here. */
    public record Bend(int offset, int line, int column) {}

    public Expr {
        bends = List.copyOf(bends);
    }

    /** @param indent the columns before its text on each line after the first; 0 on one line */
    public Expr(int id, String source, Place place, int indent) {
        this(id, source, place, lines(source, place.span().line(), indent));
    }

    private static List<Bend> lines(String source, int first, int indent) {
        List<Bend> bends = new ArrayList<>();
        for (int at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) {
            bends.add(new Bend(at + 1, first + bends.size() + 1, indent + 1));
        }
        return bends;
    }

    /** The place of a part of the source, from {@code offset} on, {@code length} code units long: one at least, and none behind its end. */
    public Place at(int offset, int length) {
        int from = Math.min(offset, source.length());
        int to = Math.max(from + 1, Math.min(from + length, source.length()));
        Bend start = stands(from);
        Bend last = stands(to - 1);
        Bend end = stands(to);
        // What follows in another line, or not at all, says nothing of where this ends.
        int column = to <= source.length() && end.line() == last.line() ? end.column() : last.column() + 1;
        return new Place(
                new Span(place.span().file(), start.line(), start.column(), last.line(), column), place.path());
    }

    private Bend stands(int offset) {
        Span whole = place.span();
        Bend before = new Bend(0, whole.line(), whole.column());
        for (Bend bend : bends) {
            if (bend.offset() > offset) {
                break;
            }
            before = bend;
        }
        return new Bend(offset, before.line(), before.column() + offset - before.offset());
    }
}
