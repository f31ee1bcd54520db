package dev.signalbox.dsl.diagnostic;

/** Where something stands: its span, and its path inside the file as a JSON pointer (RFC 6901), {@code /states/a/next}. */
public record Place(Span span, String path) {}
