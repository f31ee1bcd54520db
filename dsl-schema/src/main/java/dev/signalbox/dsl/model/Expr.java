package dev.signalbox.dsl.model;

import dev.signalbox.dsl.diagnostic.Place;

/**
 * A CEL expression as written in the file.
 *
 * @param id its number in the flow, dense from 0: the compiled form is found by it
 * @param place the expression's own characters inside the YAML scalar, without {@code ${}}
 */
public record Expr(int id, String source, Place place) {}
