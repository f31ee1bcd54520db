package dev.signalbox.core.run;

/**
 * An outcome other than success, before anything handles it.
 *
 * @param outcome the family in {@code otherwise}: {@code failed, invalid, overflow, rejected, expired, exhausted, limit,
 *     unknown, cancelled}
 * @param kind the precise kind; the family itself where there is none
 * @param attempt which try it was, from 1; 0 before any
 */
public record Failure(String outcome, String kind, String message, int attempt) {
    /** A failure of kind {@code value}: a result, an assignment or a list does not fit. */
    public static Failure value(String message) {
        return new Failure("failed", "value", message, 0);
    }

    /** An outcome that has no kinds. */
    public static Failure of(String outcome, String message) {
        return new Failure(outcome, outcome, message, 0);
    }
}
