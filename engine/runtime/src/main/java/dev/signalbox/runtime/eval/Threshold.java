package dev.signalbox.runtime.eval;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bound that a variant has to keep.
 *
 * @param what {@code agreement}, {@code valid} or {@code cost}
 * @param found null where nothing could be measured, which does not keep a bound
 */
public record Threshold(
        String what, double bound, String variant, @Nullable Double found, boolean kept) {

    /**
     * @param agreement the least share of answers that agree, {@code valid} of answers that fit the schema; null for no bound
     * @param usd the most that a variant may cost; null for no bound
     */
    public record Bounds(
            @Nullable Double agreement,
            @Nullable Double valid,
            @Nullable Double usd) {}

    /** Every bound against every variant. */
    public static List<Threshold> of(Report report, Bounds bounds) {
        List<Threshold> all = new ArrayList<>();
        for (Report.Column variant : report.variants()) {
            Measures measures = variant.total().measures();
            Agreement agreement = variant.total().agreement();
            if (bounds.agreement() != null) {
                Double share = agreement == null ? null : agreement.whole().share();
                all.add(least("agreement", bounds.agreement(), variant.name(), share));
            }
            if (bounds.valid() != null) {
                all.add(least("valid", bounds.valid(), variant.name(), measures.validShare()));
            }
            if (bounds.usd() != null) {
                double usd = measures.used().usd();
                all.add(new Threshold("cost", bounds.usd(), variant.name(), usd, usd <= bounds.usd()));
            }
        }
        return all;
    }

    private static Threshold least(String what, double bound, String variant, @Nullable Double found) {
        return new Threshold(what, bound, variant, found, found != null && found >= bound);
    }
}
