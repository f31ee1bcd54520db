package dev.signalbox.dsl.yaml;

import dev.signalbox.dsl.diagnostic.Place;

/**
 * A comment {@code # signalbox: ignore CODE reason} above a line.
 *
 * @param code as written; it need not be one that exists
 * @param line the line it speaks of: the next one that is neither blank nor a comment
 * @param place the code in the comment
 */
public record Suppression(String code, String reason, int line, Place place) {}
