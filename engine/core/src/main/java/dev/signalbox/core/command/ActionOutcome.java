package dev.signalbox.core.command;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of one try of an action. */
public sealed interface ActionOutcome {
    /**
     * It answered, and the answer is no error.
     *
     * @param result the answer as JSON values; the core fits it to {@code returns}
     * @param response what {@code fails} reads: {@code {status, headers, body}} for HTTP, {@code {body: result}} else
     */
    record Answered(Object result, Object response) implements ActionOutcome {}

    /**
     * It failed, and certainly did nothing more.
     *
     * @param kind {@code timeout}, {@code connection}, {@code http.503}, {@code action.CODE}, {@code value}
     * @param response as in {@link Answered}, when there was one: {@code fails} reads it
     * @param retryAfter what the other side asked for; null when it asked nothing
     */
    record Failed(
            String kind,
            String message,
            @Nullable Object response,
            @Nullable Duration retryAfter) implements ActionOutcome {}

    /** It may have happened: a crash, a time-out or a lost connection after it may have left. */
    record Unknown(String kind, String message) implements ActionOutcome {}
}
