package dev.signalbox.testkit.sketch;

import dev.signalbox.dsl.value.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a time difference is written: as somebody would tell it, or exactly where that makes a difference. */
enum Times {
    TOLD {
        @Override
        Duration rounded(Duration time) {
            // Down: what came just in time is not to come too late.
            return time.compareTo(TEN_MINUTES) >= 0
                    ? Duration.ofMinutes(time.toMinutes())
                    : Duration.ofSeconds(time.toSeconds());
        }
    },
    EXACT {
        @Override
        Duration rounded(Duration time) {
            return Duration.ofMillis(time.toMillis());
        }
    };

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    abstract Duration rounded(Duration time);

    /** Null for no time at all. */
    @Nullable
    String text(Duration time) {
        Duration rounded = rounded(time);
        if (rounded.isZero() || rounded.isNegative()) {
            return null;
        }
        return rounded.toMillisPart() == 0 ? Durations.print(rounded) : rounded.toMillis() + "ms";
    }
}
