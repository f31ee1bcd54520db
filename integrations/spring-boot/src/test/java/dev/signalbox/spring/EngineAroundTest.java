package dev.signalbox.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.signalbox.core.command.Actor;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.telemetry.Meters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What stands around the engine: health, meters, the console, a workspace that the application brings along, its properties. */
class EngineAroundTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SignalboxAutoConfiguration.class,
                    SignalboxMetricsAutoConfiguration.class,
                    SignalboxHealthAutoConfiguration.class,
                    SignalboxConsoleAutoConfiguration.class))
            .withUserConfiguration(WithGreeter.class);

    @TempDir
    Path folder;

    @Configuration
    static class WithGreeter {
        @Bean
        Greeter greeter(Engine engine) {
            return new Greeter(engine);
        }
    }

    private ApplicationContextRunner greeting() {
        return application.withPropertyValues("signalbox.workspace=" + Workspaces.of(folder, Workspaces.GREETING));
    }

    @Test
    void health_tells_of_the_engine_and_can_be_left_out() {
        greeting().run(context -> {
            HealthIndicator health = context.getBean("signalboxHealthIndicator", HealthIndicator.class);
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);
            assertThat(health.health().getDetails()).containsEntry("state", "ready");
            Engine engine = context.getBean(Engine.class);
            engine.drain();
            assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
            engine.close();
            assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        });
        greeting()
                .withPropertyValues("management.health.signalbox.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean("signalboxHealthIndicator"));
    }

    @Test
    void meters_are_the_applications() {
        greeting().withBean(MeterRegistry.class, SimpleMeterRegistry::new).run(context -> {
            assertThat(context).hasSingleBean(Meters.class);
            Engine engine = context.getBean(Engine.class);
            engine.await(
                    engine.start("greeting", Map.of("name", "Di"), Actor.program("test"))
                            .id(),
                    PATIENCE);
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            assertThat(registry.get("signalbox.runs.started")
                            .tag("flow", "greeting")
                            .counter()
                            .count())
                    .isEqualTo(1);
        });
        greeting().run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Meters.class));
    }

    @Test
    void the_console_has_a_port_of_its_own() {
        greeting()
                .withPropertyValues("signalbox.console.enabled=true", "signalbox.console.port=0")
                .run(context -> {
                    String url = context.getBean(ConsoleLifecycle.class).url();
                    HttpResponse<String> health = HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(URI.create(url + "/health"))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString());
                    assertThat(health.statusCode()).isEqualTo(200);
                });
        greeting().run(context -> assertThat(context).doesNotHaveBean(ConsoleLifecycle.class));
    }

    @Test
    void a_workspace_of_the_class_path_is_laid_out_while_the_application_runs() {
        Path[] laidOut = new Path[1];
        application
                .withPropertyValues(
                        "signalbox.workspace=classpath:greetings",
                        "signalbox.database.url=sqlite:" + folder.resolve("runs.db"))
                .run(context -> {
                    Engine engine = context.getBean(Engine.class);
                    laidOut[0] = context.getBean(EngineHolder.class).folder().path();
                    assertThat(laidOut[0].resolve("texts/hello.txt")).exists();
                    Views.RunView run = engine.start("hello", Map.of("name", "Ed"), Actor.program("test"));
                    run = engine.await(run.id(), PATIENCE);
                    assertThat(run.outputAs(Greeter.Text.class).text()).isEqualTo("Hello Ed");
                });
        assertThat(laidOut[0]).doesNotExist();
    }

    @Test
    void what_the_workspace_reads_of_its_environment_may_be_a_property() throws Exception {
        HttpServer shop = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        shop.createContext("/greet", exchange -> {
            boolean known =
                    "Bearer s3cret-word".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] answer = ("{\"text\":\"" + (known ? "welcome" : "who?") + "\"}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        shop.start();
        try {
            Workspaces.of(
                    folder,
                    Workspaces.GREETING.replace(
                            "java: greet",
                            "http:\n      method: POST\n"
                                    + "      url: \"${env.SHOP_URL}/greet\"\n"
                                    + "      headers: { Authorization: \"Bearer ${secret.SHOP_TOKEN}\" }"));
            Files.writeString(folder.resolve("signalbox.yaml"), Workspaces.FILE + """
                    env: [SHOP_URL]
                    secrets: { SHOP_TOKEN: { hosts: [127.0.0.1] } }
                    http: { allow: [127.0.0.1] }
                    """);
            application
                    .withPropertyValues(
                            "signalbox.workspace=" + folder,
                            "SHOP_URL=http://127.0.0.1:" + shop.getAddress().getPort(),
                            "SHOP_TOKEN=s3cret-word")
                    .run(context -> {
                        Engine engine = context.getBean(Engine.class);
                        Views.RunView run = engine.start("greeting", Map.of("name", "Fay"), Actor.program("test"));
                        Views.HoldView hold =
                                engine.await(run.id(), PATIENCE).holds().getFirst();
                        engine.approve(hold, null, engine.person("sam"));
                        run = engine.await(run.id(), PATIENCE);
                        assertThat(run.outputAs(Greeter.Text.class).text()).isEqualTo("welcome");
                    });
        } finally {
            shop.stop(0);
        }
    }
}
