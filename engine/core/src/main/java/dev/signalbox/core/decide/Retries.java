package dev.signalbox.core.decide;

import dev.signalbox.dsl.model.Retry;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether and when a failed try is made again. */
final class Retries {
    private static final Set<String> BY_DEFAULT = Set.of("timeout", "connection", "http.429");

    /** A server's {@code Retry-After} is followed up to this; beyond it the wait is the file's. */
    private static final Duration LONGEST_ASKED = Duration.ofHours(1);

    private Retries() {}

    /**
     * When to try again, or null when not.
     *
     * @param retried how many retries there were already
     * @param asked what the other side asked for
     */
    static @Nullable Instant next(
            @Nullable Retry retry, int retried, String kind, @Nullable Duration asked, Instant now) {
        if (retry == null || retried >= retry.max() || !follows(retry, kind)) {
            return null;
        }
        Duration wait = retry.first();
        for (int i = 0; i < retried && wait.compareTo(retry.most()) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        if (wait.compareTo(retry.most()) > 0) {
            wait = retry.most();
        }
        if (asked != null && asked.compareTo(wait) > 0 && asked.compareTo(LONGEST_ASKED) <= 0) {
            wait = asked;
        }
        return now.plus(wait);
    }

    private static boolean follows(Retry retry, String kind) {
        if (retry.on().isEmpty()) {
            return BY_DEFAULT.contains(kind) || kind.startsWith("http.5");
        }
        return retry.on().contains(kind) || retry.on().contains("failed");
    }
}
