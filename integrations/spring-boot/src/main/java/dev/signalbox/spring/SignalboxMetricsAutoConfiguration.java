package dev.signalbox.spring;

import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.telemetry.Meters;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Counts and times what the engine does in the application's {@link MeterRegistry}, under the names of {@code docs/operate.md}. */
@AutoConfiguration(
        before = SignalboxAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration"
        })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
@ConditionalOnBooleanProperty(name = "signalbox.enabled", matchIfMissing = true)
public final class SignalboxMetricsAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    Meters signalboxMeters(MeterRegistry registry) {
        return new Meters(registry);
    }

    @Bean
    MeterBinder signalboxEngineMeters(org.springframework.beans.factory.ObjectProvider<Engine> engine) {
        return registry -> engine.ifUnique(one -> {
            Gauge.builder("signalbox.runs.in.memory", one, Engine::runsInMemory)
                    .description("Runs in memory: those under way, not those that wait.")
                    .register(registry);
        });
    }
}
