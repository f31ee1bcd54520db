package dev.signalbox.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.runtime.Engine;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

/** An application that cannot start says what is wrong, where, and the way out. */
class RefusedSetupTest {
    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(SignalboxAutoConfiguration.class, SignalboxConsoleAutoConfiguration.class));

    @TempDir
    Path folder;

    @Configuration
    static class WithGreeter {
        @Bean
        Greeter greeter(Engine engine) {
            return new Greeter(engine);
        }
    }

    private ApplicationContextRunner workspace(String flow) {
        return application.withPropertyValues("signalbox.workspace=" + Workspaces.of(folder, flow));
    }

    private static void refused(ApplicationContextRunner started, Consumer<FailureAnalysis> told) {
        started.run(context -> {
            assertThat(context).hasFailed();
            FailureAnalysis analysis = SpringFactoriesLoader.forDefaultResourceLocation()
                    .load(FailureAnalyzer.class, FailureHandler.handleMessage((message, failure) -> {}))
                    .stream()
                    .filter(SetupFailureAnalyzer.class::isInstance)
                    .map(analyzer -> analyzer.analyze(context.getStartupFailure()))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("nobody analyzes it", context.getStartupFailure()));
            told.accept(analysis);
        });
    }

    @Test
    void a_workspace_that_is_not_there() {
        refused(application.withPropertyValues("signalbox.workspace=" + folder.resolve("nowhere")), told -> {
            assertThat(told.getDescription()).contains("no workspace at " + folder.resolve("nowhere"));
            assertThat(told.getAction()).contains("signalbox.workspace").contains("signalbox.enabled=false");
        });
        refused(
                application.withPropertyValues("signalbox.workspace=classpath:nowhere"),
                told -> assertThat(told.getDescription()).contains("classpath:nowhere on the class path"));
    }

    @Test
    void a_flow_with_an_error_unless_it_may_be_left_out() {
        String broken = Workspaces.GREETING.replace("next: done", "next: dome");
        refused(workspace(broken).withUserConfiguration(WithGreeter.class), told -> {
            assertThat(told.getDescription()).containsPattern("greeting.flow.yaml:\\d+:\\d+: G101");
            assertThat(told.getAction()).contains("signalbox validate").contains("signalbox.broken-flows=warn");
        });
        workspace(broken)
                .withUserConfiguration(WithGreeter.class)
                .withPropertyValues("signalbox.broken-flows=warn")
                .run(context -> assertThat(
                                context.getBean(Engine.class).flow("greeting").valid())
                        .isFalse());
    }

    @Test
    void an_action_that_no_bean_has() {
        refused(workspace(Workspaces.GREETING), told -> {
            assertThat(told.getDescription())
                    .containsPattern("greeting.flow.yaml:\\d+:\\d+: the action greet is `java: greet`")
                    .contains("neither a bean nor lib/ has it; there is none.");
            assertThat(told.getAction()).contains("@FlowAction");
        });
    }

    @Test
    void an_action_of_the_workspace_that_no_bean_has() {
        Workspaces.of(folder, Workspaces.GREETING);
        Workspaces.write(folder.resolve("signalbox.yaml"), Workspaces.FILE + """
                actions:
                  look_up: { java: look_up, args: { type: object, properties: { id: { type: string } } }, effect: read }
                """);
        refused(
                application
                        .withPropertyValues("signalbox.workspace=" + folder)
                        .withUserConfiguration(WithGreeter.class),
                told -> assertThat(told.getDescription())
                        .containsOnlyOnce("the action look_up")
                        .contains("signalbox.yaml:")
                        .contains("there is greet."));
    }

    @Configuration
    static class WithAnotherGreeter extends WithGreeter {
        @Bean
        Greeter again(Engine engine) {
            return new Greeter(engine);
        }
    }

    @Test
    void two_actions_of_one_name() {
        refused(
                workspace(Workspaces.GREETING).withUserConfiguration(WithAnotherGreeter.class),
                told -> assertThat(told.getDescription()).contains("Two beans have the action greet"));
    }

    static class Mistaken {
        @FlowAction("greet")
        String greet(String name) {
            return name;
        }
    }

    @Test
    void a_method_that_takes_no_record() {
        refused(workspace(Workspaces.GREETING).withBean(Mistaken.class), told -> {
            assertThat(told.getDescription()).contains("Mistaken.greet");
            assertThat(told.getAction()).contains("ActionContext");
        });
    }

    @Test
    void a_database_that_is_not_reached() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        refused(
                workspace(Workspaces.GREETING)
                        .withUserConfiguration(WithGreeter.class)
                        .withPropertyValues(
                                "signalbox.database.url=postgresql://localhost:" + closed + "/none",
                                "signalbox.database.username=me",
                                "signalbox.database.password=hush-hush"),
                told -> {
                    assertThat(told.getDescription())
                            .contains("localhost:" + closed)
                            .doesNotContain("hush");
                    assertThat(told.getAction()).contains("signalbox.database");
                });
    }

    @Test
    void a_workspace_on_the_class_path_without_a_database() {
        refused(
                application.withPropertyValues("signalbox.workspace=classpath:greetings"),
                told -> assertThat(told.getAction()).contains("signalbox.database.url"));
    }

    @Test
    void the_applications_database_where_there_is_none_or_another_kind() {
        ApplicationContextRunner shared = workspace(Workspaces.GREETING)
                .withUserConfiguration(WithGreeter.class)
                .withPropertyValues("signalbox.database.of-application=true");
        refused(shared, told -> assertThat(told.getDescription()).contains("the application has no database"));
        refused(
                shared.withBean(JdbcConnectionDetails.class, () -> new Details("jdbc:h2:mem:x", null, null)),
                told -> assertThat(told.getDescription()).contains("not PostgreSQL"));
        refused(
                shared.withPropertyValues("signalbox.database.url=memory"),
                told -> assertThat(told.getDescription()).contains("Both"));
    }

    @Test
    void a_port_of_the_console_that_is_taken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"))) {
            refused(
                    workspace(Workspaces.GREETING)
                            .withUserConfiguration(WithGreeter.class)
                            .withPropertyValues(
                                    "signalbox.console.enabled=true", "signalbox.console.port=" + taken.getLocalPort()),
                    told -> assertThat(told.getAction()).contains("signalbox.console.port"));
        }
    }

    record Details(String getJdbcUrl, String getUsername, String getPassword) implements JdbcConnectionDetails {}

    @Test
    void an_address_is_made_of_what_the_application_says() {
        SignalboxProperties.Database shared = new SignalboxProperties.Database(null, null, null, null, true);
        DatabaseAddress.Login login = new DatabaseAddress.Login("jdbc:postgresql://db/shop?ssl=true", "shop", "a&b");
        assertThat(DatabaseAddress.of(shared, login))
                .isEqualTo("jdbc:postgresql://db/shop?ssl=true&user=shop&password=a%26b&schema=signalbox");
        assertThat(login.toString()).doesNotContain("a&b");
        assertThat(DatabaseAddress.of(new SignalboxProperties.Database(null, null, null, null, false), login))
                .isNull();
        assertThat(DatabaseAddress.of(
                        new SignalboxProperties.Database("postgresql://db/runs", "me", null, "s", false), null))
                .isEqualTo("postgresql://db/runs?user=me&schema=s");
        refused(
                workspace(Workspaces.GREETING).withPropertyValues("signalbox.database.username=me"),
                told -> assertThat(told.getDescription()).contains("only a PostgreSQL database has"));
    }

    @Test
    void every_property_has_its_description() throws Exception {
        String metadata = Files.readString(Path.of("target/classes/META-INF/spring-configuration-metadata.json"));
        for (Map.Entry<String, String> property : Map.of(
                        "signalbox.workspace", "The folder with signalbox.yaml",
                        "signalbox.database.of-application", "Whether to use the PostgreSQL database",
                        "signalbox.console.port", "0 for any free one",
                        "signalbox.broken-flows", "What a flow does")
                .entrySet()) {
            assertThat(metadata).contains("\"name\": \"" + property.getKey() + "\"");
            assertThat(metadata).containsIgnoringCase("\"description\": \"" + property.getValue());
        }
    }
}
