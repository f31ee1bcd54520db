package dev.signalbox.bench.report;

import java.util.Locale;

/** Numbers as people read them. */
final class Words {
    private Words() {}

    /** Three figures that mean something, thousands apart. */
    static String count(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        if (value >= 100) {
            return String.format(Locale.ROOT, "%,d", Math.round(value));
        }
        return value >= 10
                ? String.format(Locale.ROOT, "%.1f", value)
                : String.format(Locale.ROOT, value >= 0.1 ? "%.2f" : "%.3f", value);
    }

    static String times(double ratio) {
        return Double.isNaN(ratio) ? "–" : count(ratio) + " ×";
    }
}
