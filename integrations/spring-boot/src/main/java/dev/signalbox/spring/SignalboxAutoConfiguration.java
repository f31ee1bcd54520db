package dev.signalbox.spring;

import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.action.SignalboxAction;
import dev.signalbox.runtime.api.Typed;
import dev.signalbox.runtime.listen.RunListener;
import dev.signalbox.runtime.port.ModelPort;
import dev.signalbox.runtime.port.Telemetry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JacksonModule;

/**
 * Makes the engine of an application: one {@link Engine} over the workspace of {@link SignalboxProperties}, with the application's
 * {@link SignalboxAction} beans and {@link FlowAction} methods, its {@link ModelPort}, {@link Telemetry} and {@link RunListener}
 * beans. An application that makes its own {@link Engine} gets none from here.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass(Engine.class)
@ConditionalOnBooleanProperty(name = "signalbox.enabled", matchIfMissing = true)
@EnableConfigurationProperties(SignalboxProperties.class)
public final class SignalboxAutoConfiguration {
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean(Engine.class)
    EngineHolder signalboxEngineHolder(
            SignalboxProperties properties,
            Environment environment,
            ConfigurableListableBeanFactory beans,
            ApplicationEventPublisher events,
            ObjectProvider<DatabaseAddress.Login> login,
            ObjectProvider<SignalboxAction<?, ?>> actions,
            ObjectProvider<ModelPort> models,
            ObjectProvider<Telemetry> telemetry,
            ObjectProvider<RunListener> listeners,
            ObjectProvider<EngineCustomizer> customizers) {
        return new EngineSetup(properties, environment, login.getIfUnique())
                .with(actions.orderedStream().toList())
                .with(new FlowActionMethods(beans).all())
                .models(models.getIfUnique())
                .telemetry(telemetry.orderedStream().toList())
                .listener(new PublishingListener(events))
                .listeners(listeners.orderedStream().toList())
                .customizers(customizers.orderedStream().toList())
                .build();
    }

    @Bean(destroyMethod = "")
    @ConditionalOnBean(EngineHolder.class)
    Engine signalboxEngine(EngineHolder holder) {
        return holder.engine();
    }

    @Bean
    @ConditionalOnBean(EngineHolder.class)
    EngineLifecycle signalboxEngineLifecycle(Engine engine, SignalboxProperties properties) {
        return new EngineLifecycle(engine, properties.takeUp());
    }

    /** The application's mapper writes what is in views. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(JacksonModule.class)
    static final class ViewsAsJson {
        @Bean
        JacksonModule signalboxValues() {
            return Typed.values();
        }
    }

    /** The application's own database, where it has one. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(JdbcConnectionDetails.class)
    static final class ApplicationDatabase {
        @Bean
        @ConditionalOnBean(JdbcConnectionDetails.class)
        DatabaseAddress.Login signalboxDatabaseLogin(JdbcConnectionDetails details) {
            return new DatabaseAddress.Login(details.getJdbcUrl(), details.getUsername(), details.getPassword());
        }
    }
}
