package dev.signalbox.testkit.coverage;

import dev.signalbox.dsl.diagnostic.Span;

/**
 * Something of a flow that a test can go through.
 *
 * @param name as a person reads it; unique among the flow's points of its kind
 * @param at where the file says it
 * @param way how to get there: a path from the start that ends in it, for a transition; the name for everything else
 */
public record Point(Kind kind, String name, Span at, String way) {
    /** What is counted, each by itself. */
    public enum Kind {
        STATES,
        /** As the file writes them: a route of the flow is one, from whatever state it is taken. */
        TRANSITIONS,
        /** What a {@code match} can tell apart. */
        MEMBERS,
        /** What can become of a hold: approved, rejected, answered, expired. */
        HOLDS,
        /** Each call that is risky: approved, and refused. */
        RISKY_CALLS;

        /** As it is written in JSON and for people. */
        public String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
