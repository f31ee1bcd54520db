package dev.signalbox.cli.flows.real;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Figures as they stand in the report. */
final class Figures {
    private Figures() {}

    static String share(long part, long whole) {
        return whole == 0 ? "–" : Math.round(100.0 * part / whole) + "%";
    }

    /** The commonest first: {@code done 12, gave_up 8}. */
    static String counts(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    /** The median, the 90th percentile and the largest, with so many decimals. */
    static String spread(Collection<Double> values, int decimals) {
        if (values.isEmpty()) {
            return "–";
        }
        List<Double> sorted = values.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "%." + decimals + "f · %." + decimals + "f · %." + decimals + "f",
                at(sorted, 0.5),
                at(sorted, 0.9),
                sorted.getLast());
    }

    private static double at(List<Double> sorted, double quantile) {
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(quantile * (sorted.size() - 1))));
    }
}
