package dev.signalbox.spring;

import dev.signalbox.console.ConsoleServer;
import dev.signalbox.runtime.Engine;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** The web console over the application's engine, on a port of its own, when signalbox.console.enabled says so. */
@AutoConfiguration(after = SignalboxAutoConfiguration.class)
@ConditionalOnClass(ConsoleServer.class)
@ConditionalOnBean({Engine.class, EngineHolder.class})
@ConditionalOnBooleanProperty("signalbox.console.enabled")
public final class SignalboxConsoleAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    ConsoleLifecycle signalboxConsole(EngineHolder holder, SignalboxProperties properties, Environment environment) {
        return new ConsoleLifecycle(holder, properties.console(), environment);
    }
}
