package dev.signalbox.dsl.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What one run may use. Null is no limit. Money is USD, {@code duration} counts waiting too. */
public record Limits(
        @Nullable Long steps,
        @Nullable Long llmCalls,
        @Nullable Long tokens,
        @Nullable Double costUsd,
        @Nullable Duration duration) {
    public static final Limits NONE = new Limits(null, null, null, null, null);

    /** These limits, and {@code other}'s where these name none. */
    public Limits or(Limits other) {
        return new Limits(
                steps != null ? steps : other.steps,
                llmCalls != null ? llmCalls : other.llmCalls,
                tokens != null ? tokens : other.tokens,
                costUsd != null ? costUsd : other.costUsd,
                duration != null ? duration : other.duration);
    }
}
