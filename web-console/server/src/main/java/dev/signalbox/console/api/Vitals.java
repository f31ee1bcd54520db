package dev.signalbox.console.api;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.Supplier;

/**
 * What a server shows of the engine behind it.
 *
 * @param meters what {@code /metrics} prints; the server adds its own
 * @param state {@link #READY} while the engine takes work, else one word that says why it does not
 */
public record Vitals(PrometheusMeterRegistry meters, Supplier<String> state) {
    public static final String READY = "ready";

    /** Of an engine that says nothing of itself. */
    public static Vitals unknown() {
        return new Vitals(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), () -> READY);
    }
}
