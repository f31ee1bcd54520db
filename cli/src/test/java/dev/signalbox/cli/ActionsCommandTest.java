package dev.signalbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActionsCommandTest {
    private static final String SHOP = """
            openapi: 3.0.3
            info: { title: Shop API, version: "1" }
            servers: [{ url: "https://shop.example.com/v2" }]
            paths:
              /orders/{id}:
                get:
                  operationId: getOrder
                  parameters:
                    - { name: id, in: path, required: true, schema: { type: string } }
                    - { name: lang, in: cookie, schema: { type: string } }
                  responses: { "200": { description: ok, content: { application/json: { schema: { type: object } } } } }
            """;

    @TempDir
    Path folder;

    private Console console;

    @BeforeEach
    void a_workspace_and_a_document() throws IOException {
        console = new Console(folder);
        Files.writeString(folder.resolve("signalbox.yaml"), "signalbox: 1\n");
        Files.writeString(folder.resolve("openapi.yaml"), SHOP);
    }

    @Test
    void an_import_writes_actions_that_validate_and_are_in_form() throws IOException {
        Console.Outcome told = console.run("actions", "import", "openapi.yaml");

        assertEquals(Exit.FINE, told.code(), told.err());
        assertEquals(
                "wrote 1 action into signalbox.yaml: getOrder\n"
                        + "set SHOP_URL=https://shop.example.com/v2\n"
                        + "allow the host under http.allow: shop.example.com\n",
                told.out());
        assertEquals(
                "openapi.yaml:10:11: Left out, the cookie parameter lang: an action cannot send one.\n", told.err());
        assertEquals(Exit.FINE, console.run("validate").code());
        assertEquals(Exit.FINE, console.run("fmt", "--check").code());
        assertTrue(console.run("actions", "ls").out().startsWith("getOrder "));
        String written = Files.readString(folder.resolve("signalbox.yaml"));

        Console.Outcome again = console.run("actions", "import", "openapi.yaml");
        assertTrue(again.out().contains("already there, left as they are: getOrder"), again.out());
        assertEquals(written, Files.readString(folder.resolve("signalbox.yaml")));
    }

    @Test
    void print_writes_no_file() throws IOException {
        Console.Outcome told = console.run("actions", "import", "openapi.yaml", "--print", "--env", "THE_SHOP");

        assertEquals(Exit.FINE, told.code(), told.err());
        assertTrue(told.out().startsWith("signalbox: 1\nenv: [THE_SHOP]\nactions:\n  getOrder:\n"), told.out());
        assertEquals("signalbox: 1\n", Files.readString(folder.resolve("signalbox.yaml")));
    }

    @Test
    void a_list_shows_every_operation_and_writes_none() throws IOException {
        Console.Outcome told = console.run("actions", "import", "openapi.yaml", "--list");
        assertEquals("getOrder  GET /orders/{id}  read\n1 operation\n", told.out());
        assertEquals("signalbox: 1\n", Files.readString(folder.resolve("signalbox.yaml")));
        Object object = JsonText.parse(console.run("actions", "import", "openapi.yaml", "--list", "--json")
                .out());
        Object first = Json.list(Objects.requireNonNull(Json.object(object).get("operations")))
                .getFirst();
        assertEquals(
                Map.of("name", "getOrder", "request", "GET /orders/{id}", "tags", List.of(), "effect", "read"), first);
    }

    @Test
    void what_holds_of_many_places_is_said_once_with_the_first() throws IOException {
        Files.writeString(
                folder.resolve("other.yaml"),
                SHOP
                        + SHOP.substring(SHOP.indexOf("  /orders"))
                                .replace("/{id}", "/{id}/old")
                                .replace("getOrder", "oldOrder"));
        Console.Outcome told = console.run("actions", "import", "other.yaml", "--prefix", "shop_");
        assertTrue(
                told.out().startsWith("wrote 2 actions into signalbox.yaml: shop_getOrder, shop_oldOrder\n"),
                told.out());
        assertEquals(
                "other.yaml:10:11: Left out, the cookie parameter lang: an action cannot send one."
                        + " So it is in 1 other place.\n",
                told.err());
    }

    @Test
    void words_of_a_document_do_not_steer_the_terminal() throws IOException {
        Files.writeString(folder.resolve("openapi.yaml"), SHOP.replace("operationId: getOrder", "tags: [\"\\e[2J\"]"));
        String listed =
                console.run("actions", "import", "openapi.yaml", "--list").out();
        assertTrue(listed.contains("[\\u001b[2J]"), listed);
    }

    @Test
    void json_says_what_was_done_and_what_was_not() {
        Console.Outcome told = console.run("actions", "import", "openapi.yaml", "--json");

        Object object = JsonText.parse(told.out());
        assertEquals(List.of("getOrder"), Json.object(object).get("actions"));
        assertEquals(
                1,
                Json.list(Objects.requireNonNull(Json.object(object).get("notes")))
                        .size());
    }

    @Test
    void a_wrong_use_is_one_sentence_and_changes_nothing() throws IOException {
        Files.writeString(folder.resolve("old.json"), "{\"swagger\": \"2.0\"}");
        for (String[] wrong : List.of(
                new String[] {"actions", "import", "gone.yaml"},
                new String[] {"actions", "import", "old.json"},
                new String[] {"actions", "import", "signalbox.yaml"},
                new String[] {"actions", "import", "openapi.yaml", "--only", "getOder"},
                new String[] {"actions", "import", "openapi.yaml", "--env", "1"},
                new String[] {"actions", "import", "openapi.yaml", "--into", "x.flow.yaml"},
                new String[] {"actions", "import", "openapi.yaml", "--print", "--json"},
                new String[] {"actions", "import", "openapi.yaml", "--print", "--list"},
                new String[] {"actions", "import", "openapi.yaml", "--prefix", "9 "},
                new String[] {"actions", "import", "openapi.yaml", "--bearer", "a b"},
                new String[] {"actions"})) {
            Console.Outcome told = console.run(wrong);
            assertEquals(Exit.USAGE, told.code(), String.join(" ", wrong) + told.out());
            assertFalse(told.err().contains("\tat "), told.err());
        }
        assertTrue(console.run("actions", "import", "openapi.yaml", "--only", "getOder")
                .err()
                .contains("Did you mean getOrder?"));
        assertEquals("signalbox: 1\n", Files.readString(folder.resolve("signalbox.yaml")));
    }

    @Test
    void a_workspace_with_errors_is_not_written_into() throws IOException {
        Files.writeString(folder.resolve("signalbox.yaml"), "signalbox: 1\nenvy: 3\n");
        Console.Outcome told = console.run("actions", "import", "openapi.yaml");
        assertEquals(Exit.USAGE, told.code());
        assertTrue(told.err().contains("has errors; mend them first"), told.err());
    }

    @Test
    void a_jars_records_are_shown_and_held_against_what_is_declared() throws IOException {
        jar();
        Files.writeString(folder.resolve("signalbox.yaml"), """
                signalbox: 1
                actions:
                  pay:
                    java: pay
                    args: { type: object, required: [cents], properties: { cents: { type: string } } }
                    effect: read
                """);
        Console.Outcome told = console.run("actions", "ls");
        assertEquals(Exit.FINDINGS, told.code());
        assertTrue(told.out().contains("java: pay  (lib/pay.jar)"), told.out());
        assertTrue(told.out().contains("\"cents\":{\"type\":\"integer\"}"), told.out());
        String words = "signalbox.yaml: pay and lib/pay.jar do not agree: args.cents is string where integer is taken";
        assertEquals(words + "\n", told.err());
        assertTrue(console.run("doctor").out().contains(words));
        assertEquals(Exit.FINE, console.run("validate").code(), "which runs no jar");
    }

    @Test
    void a_broken_jar_is_told_by_doctor() throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        Files.writeString(folder.resolve("lib/pay.jar"), "no archive");
        Console.Outcome told = console.run("doctor");
        assertEquals(Exit.FINDINGS, told.code());
        assertTrue(told.out().contains("lib/pay.jar is no jar that can be read"), told.out());
    }

    private void jar() throws IOException {
        Path source = Files.createDirectories(folder.resolve("src")).resolve("Pay.java");
        Files.writeString(source, """
                import dev.signalbox.runtime.action.*;
                public final class Pay implements SignalboxAction<Pay.Money, Boolean> {
                    public record Money(long cents) {}
                    public String name() { return "pay"; }
                    public Class<Money> arguments() { return Money.class; }
                    public Boolean call(Money money, ActionContext call) { return true; }
                }
                """);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        String path = System.getProperty("java.class.path");
        int failed = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler())
                .run(
                        null,
                        OutputStream.nullOutputStream(),
                        null,
                        "-proc:none",
                        "-d",
                        classes.toString(),
                        "-cp",
                        path,
                        source.toString());
        assertEquals(0, failed);
        Path jar = Files.createDirectories(folder.resolve("lib")).resolve("pay.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> all = Files.list(classes)) {
            for (Path one : all.toList()) {
                out.putNextEntry(new JarEntry(one.getFileName().toString()));
                out.write(Files.readAllBytes(one));
                out.closeEntry();
            }
            out.putNextEntry(new JarEntry("META-INF/services/dev.signalbox.runtime.action.SignalboxAction"));
            out.write("Pay\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            out.closeEntry();
        }
    }
}
