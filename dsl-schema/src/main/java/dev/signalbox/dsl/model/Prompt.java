package dev.signalbox.dsl.model;

import dev.signalbox.dsl.diagnostic.Place;
import java.util.List;

/** Prompt text whose slots name loaded context items and nothing else. */
public record Prompt(List<Piece> pieces, Place place) {
    public Prompt {
        pieces = List.copyOf(pieces);
    }

    public sealed interface Piece {
        record Text(String text) implements Piece {}

        /** {@code ${item}}. */
        record Slot(String item, Place place) implements Piece {}
    }
}
