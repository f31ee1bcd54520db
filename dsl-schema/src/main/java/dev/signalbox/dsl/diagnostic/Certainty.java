package dev.signalbox.dsl.diagnostic;

/**
 * Whether a rule's finding can be wrong. An exact rule finds only what is certainly so, by the file alone or by what the
 * language defines; a heuristic may be wrong about a right file, and is therefore no error by default.
 */
public enum Certainty {
    EXACT,
    HEURISTIC
}
