package dev.signalbox.dsl.openapi;

/**
 * Something of a document that was not carried over as it stands, and what became of it.
 *
 * @param where {@code FILE:LINE:COLUMN}, or {@code FILE#POINTER} in a JSON document, whose lines are not known
 */
public record Note(String where, String message) {}
