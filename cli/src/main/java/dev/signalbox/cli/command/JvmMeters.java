package dev.signalbox.cli.command;

import dev.signalbox.console.api.Vitals;
import dev.signalbox.runtime.Engine;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** What a server tells of the process it runs in. */
final class JvmMeters implements AutoCloseable {
    private final PrometheusMeterRegistry registry;
    private final JvmGcMetrics collections = new JvmGcMetrics();

    private JvmMeters(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    static JvmMeters in(PrometheusMeterRegistry registry) {
        JvmMeters meters = new JvmMeters(registry);
        meters.collections.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        return meters;
    }

    Vitals vitals(Engine engine) {
        Gauge.builder("signalbox.runs.in.memory", engine, Engine::runsInMemory)
                .description("Runs in memory: those under way, not those that wait.")
                .register(registry);
        registry.getPrometheusRegistry().register(new DayMeters(engine::today));
        return new Vitals(registry, engine::state);
    }

    @Override
    public void close() {
        collections.close();
    }
}
