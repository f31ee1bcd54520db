package dev.signalbox.dsl.diagnostic;

/** A stretch of a file and the text that is to stand there instead: an empty stretch inserts, an empty text takes away. */
public record Edit(Span span, String text) {}
