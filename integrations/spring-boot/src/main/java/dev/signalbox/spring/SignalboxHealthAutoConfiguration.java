package dev.signalbox.spring;

import dev.signalbox.runtime.Engine;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Tells of the engine under {@code signalbox} in the application's health, unless management.health.signalbox.enabled is false. */
@AutoConfiguration(after = SignalboxAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(Engine.class)
@ConditionalOnEnabledHealthIndicator("signalbox")
public final class SignalboxHealthAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean(name = "signalboxHealthIndicator")
    HealthIndicator signalboxHealthIndicator(Engine engine) {
        return new EngineHealth(engine);
    }
}
