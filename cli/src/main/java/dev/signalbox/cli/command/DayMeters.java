package dev.signalbox.cli.command;

import dev.signalbox.dsl.model.DayLimits;
import dev.signalbox.runtime.api.DayUse;
import dev.signalbox.runtime.api.Problem;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What this day's limits have been used of, and what they are, asked of the store at each scrape: other engines use them too.
 * Nothing where no file has such a limit, and while the store cannot be asked.
 */
final class DayMeters implements MultiCollector {
    private final Supplier<List<DayUse>> today;

    DayMeters(Supplier<List<DayUse>> today) {
        this.today = today;
    }

    @Override
    public MetricSnapshots collect() {
        List<DayUse> uses;
        try {
            uses = today.get();
        } catch (Problem unavailable) {
            return new MetricSnapshots();
        }
        if (uses.isEmpty()) {
            return new MetricSnapshots();
        }
        return MetricSnapshots.of(
                gauge(
                        "llm_calls",
                        "Model calls",
                        uses,
                        use -> (double) use.used().calls(),
                        limits -> number(limits.llmCalls())),
                gauge(
                        "tokens",
                        "Tokens of model calls",
                        uses,
                        use -> (double) use.used().tokens(),
                        limits -> number(limits.tokens())),
                gauge(
                        "cost_usd",
                        "US dollars for model calls",
                        uses,
                        use -> use.used().usd(),
                        DayLimits::costUsd));
    }

    private static @Nullable Double number(@Nullable Long value) {
        return value == null ? null : value.doubleValue();
    }

    private static GaugeSnapshot gauge(
            String name,
            String what,
            List<DayUse> uses,
            Function<DayUse, Double> used,
            Function<DayLimits, @Nullable Double> limit) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder()
                .name("signalbox_budget_day_" + name)
                .help(what + " of this day in UTC, used or set aside, and the limit; scope * is all flows.");
        for (DayUse use : uses) {
            gauge.dataPoint(point(use.scope(), "used", used.apply(use)));
            Double most = use.limits() == null ? null : limit.apply(use.limits());
            if (most != null) {
                gauge.dataPoint(point(use.scope(), "limit", most));
            }
        }
        return gauge.build();
    }

    private static GaugeDataPointSnapshot point(String scope, String what, double value) {
        return GaugeDataPointSnapshot.builder()
                .labels(Labels.of("scope", scope, "value", what))
                .value(value)
                .build();
    }
}
