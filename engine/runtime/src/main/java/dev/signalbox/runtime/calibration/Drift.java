package dev.signalbox.runtime.calibration;

import dev.signalbox.core.context.Calibration;
import org.jspecify.annotations.Nullable;

/**
 * How far a model's reports are from what was predicted for it, older replies counting less and less: a reply's weight is
 * halved after {@value #HALF} more.
 *
 * @param calls since the last version was made
 */
record Drift(double predicted, double reported, int calls) {
    static final Drift NONE = new Drift(0, 0, 0);

    /** Fewer replies say more of their prompts than of the model. */
    static final int ENOUGH = 8;

    /** A figure moves only when it is worth a new version: every version breaks a provider's cached prefix that was cut by it. */
    static final int WORTH = 3;

    private static final int HALF = 32;
    private static final double KEPT = Math.pow(0.5, 1.0 / HALF);

    /** @param before tokens as they are counted before any calibration */
    Drift after(double before, long tokens) {
        return new Drift(predicted * KEPT + before, reported * KEPT + tokens, calls + 1);
    }

    /** The next version, or null as long as the latest will do. */
    @Nullable
    Calibration next(@Nullable Calibration latest) {
        if (calls < ENOUGH || predicted <= 0) {
            return null;
        }
        int percent = (int)
                Math.max(Calibration.LEAST, Math.min(Calibration.MOST, Math.ceil(100 * reported / predicted - 1e-9)));
        int now = latest == null ? 100 : latest.percent();
        return Math.abs(percent - now) < WORTH
                ? null
                : new Calibration(latest == null ? 1 : latest.version() + 1, percent);
    }

    Drift counted() {
        return new Drift(predicted, reported, 0);
    }
}
