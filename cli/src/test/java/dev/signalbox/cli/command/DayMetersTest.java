package dev.signalbox.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.model.DayLimits;
import dev.signalbox.dsl.read.WorkspaceReader;
import dev.signalbox.runtime.api.DayUse;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.port.DayLedger.Amount;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a scraper is told of the limits of a day. */
class DayMetersTest {
    private final AtomicReference<Supplier<List<DayUse>>> today = new AtomicReference<>(List::of);

    private String scraped() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.getPrometheusRegistry()
                .register(new DayMeters(() -> today.get().get()));
        return registry.scrape();
    }

    @Test
    void whatIsUsedStandsBesideItsLimit() {
        DayLimits limits = new DayLimits(9L, null, 2.5, WorkspaceReader.empty().place());
        today.set(() -> List.of(
                new DayUse("*", Amount.used(3, 500, 0.75), limits),
                new DayUse("desk", Amount.used(1, 200, 0.5), null)));
        List<String> lines =
                scraped().lines().filter(line -> !line.startsWith("#")).toList();
        assertEquals(
                List.of(
                        "signalbox_budget_day_cost_usd{scope=\"*\",value=\"limit\"} 2.5",
                        "signalbox_budget_day_cost_usd{scope=\"*\",value=\"used\"} 0.75",
                        "signalbox_budget_day_cost_usd{scope=\"desk\",value=\"used\"} 0.5",
                        "signalbox_budget_day_llm_calls{scope=\"*\",value=\"limit\"} 9.0",
                        "signalbox_budget_day_llm_calls{scope=\"*\",value=\"used\"} 3.0",
                        "signalbox_budget_day_llm_calls{scope=\"desk\",value=\"used\"} 1.0",
                        "signalbox_budget_day_tokens{scope=\"*\",value=\"used\"} 500.0",
                        "signalbox_budget_day_tokens{scope=\"desk\",value=\"used\"} 200.0"),
                lines.stream().sorted().toList());
    }

    @Test
    void withoutLimitsAndWithoutAStoreNothingIsTold() {
        assertFalse(scraped().contains("budget"));
        today.set(() -> {
            throw new Problem(Problem.Kind.UNAVAILABLE, "Signalbox is closing.");
        });
        assertTrue(scraped().isEmpty());
    }
}
