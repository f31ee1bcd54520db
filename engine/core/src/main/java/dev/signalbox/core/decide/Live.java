package dev.signalbox.core.decide;

import dev.signalbox.core.context.Calibration;
import java.time.Instant;
import java.util.Map;

/**
 * What decide may know of the world, taken before it is called.
 *
 * @param env the declared environment names that have a value
 * @param calibrations what was learned of models, by {@link Calibration#key}
 * @param mostEvents the most events of one run; the last {@value #KEPT_FOR_FINISHING} of them are kept for finishing
 */
public record Live(Instant now, Map<String, String> env, Map<String, Calibration> calibrations, int mostEvents) {
    /** The most events of one run, unless whoever runs the engine says otherwise. */
    public static final int MOST_EVENTS = 10_000;

    static final int KEPT_FOR_FINISHING = 200;

    /** Fewer would leave a run little more than its end. */
    public static final int FEWEST = 5 * KEPT_FOR_FINISHING;

    public Live {
        if (mostEvents < FEWEST) {
            throw new IllegalArgumentException("a run has " + FEWEST + " events or more, not " + mostEvents);
        }
    }

    public Live(Instant now, Map<String, String> env) {
        this(now, env, Map.of(), MOST_EVENTS);
    }

    public Live withMostEvents(int events) {
        return new Live(now, env, calibrations, events);
    }

    public Live withCalibrations(Map<String, Calibration> learned) {
        return new Live(now, env, learned, mostEvents);
    }
}
