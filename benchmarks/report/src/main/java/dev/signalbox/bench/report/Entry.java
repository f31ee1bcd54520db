package dev.signalbox.bench.report;

import java.util.List;
import java.util.Map;

/**
 * What one subject gave in one variant of a workload.
 *
 * @param at when, ISO 8601
 * @param figures by name; empty for what was measured in passes alone
 */
record Entry(
        String workload,
        String subject,
        String variant,
        String at,
        String jdk,
        int processors,
        Map<String, String> settings,
        Map<String, Double> figures,
        List<Pass> passes) {

    /** One stretch of measuring, as the harness wrote it. */
    record Pass(long runs, double seconds, double cpuSeconds, double allocatedBytes) {
        double rate() {
            return runs / seconds;
        }
    }

    String key() {
        return workload + "/" + subject + "/" + variant;
    }

    /** Runs a second, the median of the passes. */
    double rate() {
        return median(passes.stream().mapToDouble(Pass::rate).toArray());
    }

    double slowest() {
        return passes.stream().mapToDouble(Pass::rate).min().orElse(0);
    }

    double fastest() {
        return passes.stream().mapToDouble(Pass::rate).max().orElse(0);
    }

    double cpuMicros() {
        return median(passes.stream()
                .mapToDouble(p -> p.cpuSeconds() * 1e6 / p.runs())
                .toArray());
    }

    double allocatedBytes() {
        return median(
                passes.stream().mapToDouble(p -> p.allocatedBytes() / p.runs()).toArray());
    }

    double figure(String name) {
        return figures.getOrDefault(name, Double.NaN);
    }

    private static double median(double[] values) {
        java.util.Arrays.sort(values);
        int middle = values.length / 2;
        if (values.length == 0) {
            return Double.NaN;
        }
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
