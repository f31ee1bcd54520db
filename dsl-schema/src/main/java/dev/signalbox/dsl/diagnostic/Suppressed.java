package dev.signalbox.dsl.diagnostic;

/** A finding that a comment in the file takes away, and why; the reason is empty where the comment says none. */
public record Suppressed(Diagnostic finding, String reason) {}
