package dev.signalbox.runtime.calibration;

import dev.signalbox.core.context.Calibration;
import org.jspecify.annotations.Nullable;

/**
 * How far a model's reports are from what was predicted for it: the highest of late. A budget is kept by what is predicted, so a
 * question that was reported far above it says more than many that were not. A peak wears off: its distance to what
 * comes after it is halved after {@value #HALF} replies.
 *
 * @param ratio of what was reported to what was predicted; 0 before any reply
 * @param calls since the last version was made
 */
record Drift(double ratio, int calls) {
    static final Drift NONE = new Drift(0, 0);

    /** Fewer replies say more of their prompts than of the model. */
    static final int ENOUGH = 8;

    /** A figure moves only when it is worth a new version: every version breaks a provider's cached prefix that was cut by it. */
    static final int WORTH = 3;

    private static final int HALF = 32;
    private static final double KEPT = Math.pow(0.5, 1.0 / HALF);

    /** @param before tokens as they are counted before any calibration */
    Drift after(double before, long tokens) {
        double now = tokens / before;
        return new Drift(Math.max(now, now + (ratio - now) * KEPT), calls + 1);
    }

    /** The next version, or null as long as the latest will do. */
    @Nullable
    Calibration next(@Nullable Calibration latest) {
        if (calls < ENOUGH) {
            return null;
        }
        int percent = (int) Math.max(Calibration.LEAST, Math.min(Calibration.MOST, Math.ceil(100 * ratio - 1e-9)));
        int now = latest == null ? 100 : latest.percent();
        return Math.abs(percent - now) < WORTH
                ? null
                : new Calibration(latest == null ? 1 : latest.version() + 1, percent);
    }

    Drift counted() {
        return new Drift(ratio, 0);
    }
}
