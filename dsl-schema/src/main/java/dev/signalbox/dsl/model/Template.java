package dev.signalbox.dsl.model;

import dev.signalbox.dsl.diagnostic.Place;
import java.util.List;
import java.util.Map;

/**
 * A value with expressions in it. A scalar that is exactly {@code ${EXPR}} is an {@link Only} and keeps the type;
 * {@code ${EXPR}} inside a longer string is an {@link Interpolated} and gives a string; objects and lists are built by
 * the YAML structure, one expression a leaf.
 */
public sealed interface Template {
    Place place();

    /** A value without expressions: a normalised JSON value (see {@code dsl.value.Json}). */
    record Literal(Object value, Place place) implements Template {}

    record Only(Expr expr, Place place) implements Template {}

    record Interpolated(List<Piece> pieces, Place place) implements Template {
        public Interpolated {
            pieces = List.copyOf(pieces);
        }
    }

    record Fields(Map<String, Template> fields, Place place) implements Template {}

    record Items(List<Template> items, Place place) implements Template {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** A part of an interpolated string. */
    sealed interface Piece {
        record Text(String text) implements Piece {}

        record Value(Expr expr) implements Piece {}
    }
}
