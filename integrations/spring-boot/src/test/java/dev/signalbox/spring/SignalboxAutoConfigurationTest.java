package dev.signalbox.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.core.command.Actor;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.Signalbox;
import dev.signalbox.runtime.action.ActionContext;
import dev.signalbox.runtime.action.SignalboxAction;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.listen.RunListener;
import dev.signalbox.runtime.port.Appended;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.Telemetry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import tools.jackson.databind.JacksonModule;

class SignalboxAutoConfigurationTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SignalboxAutoConfiguration.class));

    @TempDir
    Path folder;

    private ApplicationContextRunner greeting;

    @BeforeEach
    void aWorkspace() {
        Workspaces.of(folder, Workspaces.GREETING);
        greeting = application.withPropertyValues("signalbox.workspace=" + folder);
    }

    private static Views.RunView greeted(ApplicationContext context, String name) {
        Engine engine = context.getBean(Engine.class);
        Views.RunView run = engine.start("greeting", Map.of("name", name), Actor.program("test"));
        Views.HoldView hold = engine.await(run.id(), PATIENCE).holds().getFirst();
        engine.approve(hold, null, engine.person("sam"));
        return engine.await(run.id(), PATIENCE);
    }

    @Configuration
    static class WithGreeter {
        @Bean
        Greeter greeter(Engine engine) {
            return new Greeter(engine);
        }
    }

    @Test
    void a_method_of_a_bean_is_an_action_even_of_a_bean_that_asks_for_the_engine() {
        greeting.withUserConfiguration(WithGreeter.class).run(context -> {
            assertThat(context).hasSingleBean(Engine.class).hasSingleBean(JacksonModule.class);
            Views.RunView run = greeted(context, "Ada");
            assertThat(run.status()).as("%s", run).isEqualTo("succeeded");
            assertThat(run.outputAs(Greeter.Text.class)).isEqualTo(new Greeter.Text("Hello Ada"));
            assertThat(context.getBean(Greeter.class).keys).containsExactly(run.id() + "/greet/1/");
        });
    }

    @Test
    void a_jar_in_the_workspaces_lib_has_an_action_too() throws Exception {
        Workspaces.jar(folder, "com.acme.Greet", """
                package com.acme;

                import dev.signalbox.runtime.action.*;

                public final class Greet implements SignalboxAction<Greet.Whom, Greet.Text> {
                    public record Whom(String name) {}

                    public record Text(String text) {}

                    public String name() {
                        return "greet";
                    }

                    public Class<Whom> arguments() {
                        return Whom.class;
                    }

                    public Text call(Whom whom, ActionContext call) {
                        return new Text("Hello from a jar, " + whom.name());
                    }
                }
                """);
        greeting.run(context -> assertThat(greeted(context, "Ada").outputAs(Greeter.Text.class))
                .isEqualTo(new Greeter.Text("Hello from a jar, Ada")));
    }

    @Configuration
    static class WithEverything {
        final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        final AtomicLong commits = new AtomicLong();
        boolean customized;

        @Bean
        SignalboxAction<Greeter.Whom, Greeter.Text> greet() {
            return new SignalboxAction<>() {
                @Override
                public String name() {
                    return "greet";
                }

                @Override
                public Class<Greeter.Whom> arguments() {
                    return Greeter.Whom.class;
                }

                @Override
                public Greeter.Text call(Greeter.Whom whom, ActionContext call) {
                    return new Greeter.Text("Hi " + whom.name());
                }
            };
        }

        @Bean
        RunListener listener() {
            return new RunListener() {
                @Override
                public void runEnded(Views.RunView run) {
                    heard.add("ended " + run.status());
                }
            };
        }

        @Bean
        Telemetry telemetry() {
            return new Telemetry() {
                @Override
                public void appended(Commit commit, Appended answer, long nanos) {
                    commits.incrementAndGet();
                }
            };
        }

        @Bean
        EngineCustomizer customizer() {
            return builder -> customized = true;
        }

        @EventListener
        void held(HoldOpened opened) {
            heard.add("held " + opened.hold().title());
        }

        @EventListener
        void ended(RunEnded ended) {
            heard.add("event " + ended.run().outputAs(Greeter.Text.class).text());
        }
    }

    @Test
    void beans_act_listen_and_have_the_last_word() {
        greeting.withUserConfiguration(WithEverything.class).run(context -> {
            assertThat(greeted(context, "Bo").status()).isEqualTo("succeeded");
            WithEverything beans = context.getBean(WithEverything.class);
            assertThat(beans.heard.poll(2, TimeUnit.MINUTES)).isEqualTo("held Greet Bo?");
            assertThat(beans.heard.poll(2, TimeUnit.MINUTES)).isEqualTo("event Hi Bo");
            assertThat(beans.heard.poll(2, TimeUnit.MINUTES)).isEqualTo("ended succeeded");
            assertThat(beans.commits).hasPositiveValue();
            assertThat(beans.customized).isTrue();
        });
    }

    @Test
    void what_waits_is_kept_and_goes_on_in_the_next_application() {
        ApplicationContextRunner same = greeting.withUserConfiguration(WithGreeter.class)
                .withPropertyValues("signalbox.database.url=sqlite:" + folder.resolve("kept.db"));
        same.run(context -> {
            Engine engine = context.getBean(Engine.class);
            Views.RunView run = engine.start("greeting", Map.of("name", "Cy"), Actor.program("test"));
            assertThat(engine.await(run.id(), PATIENCE).status()).isEqualTo("paused");
        });
        same.run(context -> {
            Engine engine = context.getBean(Engine.class);
            Views.HoldView hold = engine.openHolds().items().getFirst();
            engine.approve(hold, null, engine.person("sam"));
            assertThat(engine.await(hold.run(), PATIENCE).status()).isEqualTo("succeeded");
        });
    }

    @Test
    void the_engine_takes_up_with_the_context_and_drains_with_it() {
        greeting.withUserConfiguration(WithGreeter.class).run(context -> {
            Engine engine = context.getBean(Engine.class);
            assertThat(engine.state()).isEqualTo("ready");
            EngineLifecycle lifecycle = context.getBean(EngineLifecycle.class);
            assertThat(lifecycle.isRunning()).isTrue();
            assertThat(lifecycle.isPauseable()).isFalse();
            lifecycle.stop();
            assertThat(engine.state()).isEqualTo("draining");
            assertThat(lifecycle.isRunning()).isFalse();
            assertThatThrownBy(lifecycle::start)
                    .isInstanceOf(SetupException.class)
                    .hasMessageContaining("drained");
            context.close();
            assertThat(engine.state()).isEqualTo("closed");
        });
        greeting.withUserConfiguration(WithGreeter.class)
                .withPropertyValues("signalbox.take-up=false")
                .run(context ->
                        assertThat(context.getBean(Engine.class).state()).isEqualTo("recovering"));
    }

    @Configuration
    static class WithAnEngineOfItsOwn {
        @Bean(destroyMethod = "close")
        Engine own(@Value("${signalbox.workspace}") Path workspace) {
            return Signalbox.builder().workspace(workspace).build();
        }
    }

    @Test
    void an_application_may_make_its_own_engine_or_have_none() {
        greeting.withUserConfiguration(WithAnEngineOfItsOwn.class)
                .run(context -> assertThat(context)
                        .hasSingleBean(Engine.class)
                        .doesNotHaveBean(EngineHolder.class)
                        .doesNotHaveBean(EngineLifecycle.class));
        application
                .withPropertyValues("signalbox.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Engine.class));
    }

    @Test
    void recorded_models_are_asked_when_the_properties_say_so() {
        greeting.withUserConfiguration(WithGreeter.class)
                .withPropertyValues("signalbox.models=recorded", "signalbox.drain=1s")
                .run(context ->
                        assertThat(context.getBean(Engine.class).flows()).hasSize(1));
        greeting.withPropertyValues("signalbox.models=of-clay")
                .run(context -> assertThat(context).hasFailed());
    }
}
