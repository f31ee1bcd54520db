package dev.signalbox.cli.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.cli.Cli;
import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every flow of the library becomes somebody's own by one command, and is whole: it validates, and its test passes. */
class NewLikeTest {
    private static final String OWN = """
            # Ours. Ask Kim before you change it.
            signalbox: 1

            models:
              fast: { provider: person }   # nobody has a key yet
            env: [OUR_URL]                 # the shop

            groups:
              - support-lead               # whoever is on duty
            people:
              ada: { name: Ada, groups: [support-lead], roles: [approver] }   # until May

            # The end.
            """;

    @TempDir
    Path folder;

    static List<String> flows() {
        return Library.load().entries().stream().map(Library.Entry::name).toList();
    }

    @ParameterizedTest
    @MethodSource("flows")
    void becomes_a_workspace_of_its_own_in_an_empty_folder(String flow) throws IOException {
        Said made = run("new", "our-own", "--like", flow);
        assertEquals(Exit.FINE, made.code(), made.text());

        isWhole("our-own", ".", "our-own.test.yaml");
        String all = texts();
        assertFalse(all.contains("flow: " + flow + "\n"), "nothing is left of the old name");
        assertFalse(all.contains("dsl-schema"), "nothing points into the repository");
        assertTrue(made.text().contains("signalbox run our-own.flow.yaml"), made.text());
    }

    @ParameterizedTest
    @MethodSource("flows")
    void stands_in_a_workspace_beside_others_whose_words_stay(String flow) throws IOException {
        Files.writeString(folder.resolve("signalbox.yaml"), OWN);
        Said made = run("new", "our-own", "--like", flow);
        assertEquals(Exit.FINE, made.code(), made.text());

        isWhole("our-own", ".", "our-own.test.yaml");
        String text = Files.readString(folder.resolve("signalbox.yaml"));
        List<String> lines = text.lines().toList();
        for (String comment :
                List.of("# Ours. Ask Kim", "# nobody has a key yet", "# the shop", "# until May", "# The end.")) {
            assertTrue(
                    lines.stream().anyMatch(line -> line.contains(comment)), () -> comment + " is gone from\n" + text);
        }
        assertTrue(text.contains("fast: { provider: person }"), "a model that is there stays");

        Said again = run("new", "one-more", "--like", flow);
        assertEquals(Exit.FINE, again.code(), again.text());
        isWhole("one-more", ".", "one-more.test.yaml");
        assertEquals(text, Files.readString(folder.resolve("signalbox.yaml")), "there is nothing left to add");
    }

    @Test
    void stands_in_a_folder_of_a_workspace() throws IOException {
        Files.writeString(folder.resolve("signalbox.yaml"), OWN);
        Path desk = Files.createDirectories(folder.resolve("teams/desk"));

        Said made = in(desk, "new", "triage", "--like", "support-triage");

        assertEquals(Exit.FINE, made.code(), made.text());
        assertTrue(Files.exists(desk.resolve("triage.flow.yaml")));
        assertTrue(Files.exists(desk.resolve("prompts/triage/system.md")));
        assertTrue(Files.exists(folder.resolve("replies/triage.replies.yaml")));
        assertTrue(Files.exists(folder.resolve("stand-ins/desk.yaml")));
        isWhole("triage", ".", "teams/desk/triage.test.yaml");
    }

    @Test
    void nothing_that_is_there_is_overwritten() throws IOException {
        for (String taken : List.of(
                "ours.flow.yaml", "replies/ours.replies.yaml", "prompts/ours/system.md", "stand-ins/desk.yaml")) {
            Path own = Files.createDirectories(folder.resolve(taken.replace('/', '-')));
            Files.createDirectories(own.resolve(taken).getParent());
            Files.writeString(own.resolve("signalbox.yaml"), OWN);
            Files.writeString(own.resolve(taken), "mine");

            Said refused = in(own, "new", "ours", "--like", "support-triage");

            assertEquals(Exit.USAGE, refused.code(), refused.text());
            assertTrue(refused.text().contains(taken + " is there already; nothing was written"), refused.text());
            assertEquals("mine", Files.readString(own.resolve(taken)));
            assertEquals(OWN, Files.readString(own.resolve("signalbox.yaml")));
        }
    }

    @Test
    void somebody_of_the_same_name_is_not_given_more_to_decide() throws IOException {
        String text = OWN + "#\n";
        String own = text.replace("  ada:", "  sam: { name: Sam, groups: [], roles: [viewer] }\n  ada:");
        Files.writeString(folder.resolve("signalbox.yaml"), own);

        Said refused = run("new", "ours", "--like", "support-triage");

        assertEquals(Exit.USAGE, refused.code(), refused.text());
        assertTrue(refused.text().contains("`sam` of signalbox.yaml is not in support-lead"), refused.text());
        assertEquals(own, Files.readString(folder.resolve("signalbox.yaml")));
        assertFalse(Files.exists(folder.resolve("ours.flow.yaml")));
    }

    @Test
    void a_file_that_nothing_can_be_put_into_is_left_and_the_lines_are_shown() throws IOException {
        String own = "{ signalbox: 1, groups: [support-lead] }\n";
        Files.writeString(folder.resolve("signalbox.yaml"), own);

        Said refused = run("new", "ours", "--like", "support-triage");

        assertEquals(Exit.USAGE, refused.code(), refused.text());
        assertTrue(refused.text().contains("nothing was written"), refused.text());
        assertTrue(refused.text().contains("  DESK_URL: stand-ins/desk.yaml"), refused.text());
        assertEquals(own, Files.readString(folder.resolve("signalbox.yaml")));
    }

    @Test
    void a_workspace_with_errors_is_left_alone() throws IOException {
        Files.writeString(folder.resolve("signalbox.yaml"), "signalbox: 1\nmodles: {}\n");

        Said refused = run("new", "ours", "--like", "support-triage");

        assertEquals(Exit.USAGE, refused.code(), refused.text());
        assertTrue(refused.text().contains("signalbox.yaml has errors; mend them first"), refused.text());
    }

    @Test
    void a_workspace_that_the_flow_does_not_fit_is_left_alone() throws IOException {
        Files.writeString(folder.resolve("signalbox.yaml"), OWN + "actions: { workspace_only: true }\n");

        Said refused = run("new", "ours", "--like", "support-triage");

        assertEquals(Exit.USAGE, refused.code(), refused.text());
        assertTrue(refused.text().contains("does not fit this workspace; nothing was written"), refused.text());
        assertFalse(Files.exists(folder.resolve("ours.flow.yaml")));
    }

    @Test
    void the_library_is_listed_with_a_line_for_each() {
        for (String[] asked : new String[][] {{"new"}, {"new", "--list"}}) {
            Said listed = run(asked);
            assertEquals(Exit.FINE, listed.code(), listed.text());
            for (String flow : flows()) {
                assertEquals(
                        1,
                        listed.text()
                                .lines()
                                .filter(line -> line.startsWith(flow + " "))
                                .count(),
                        listed.text());
            }
        }
    }

    @Test
    void what_is_no_flow_of_the_library_is_refused_with_what_is() {
        Said refused = run("new", "ours", "--like", "refunddesk");

        assertEquals(Exit.USAGE, refused.code(), refused.text());
        assertTrue(refused.text().contains("the library has no flow 'refunddesk'"), refused.text());
        assertTrue(refused.text().contains("refund-desk"), refused.text());
        assertEquals(Exit.USAGE, run("new", "--like", "refund-desk").code(), "a copy needs a name");
        assertEquals(Exit.USAGE, run("new", "ours", "--list").code());
    }

    private void isWhole(String name, String where, String test) {
        Said validated = run("validate", where);
        assertEquals(Exit.FINE, validated.code(), validated.text());
        assertTrue(validated.text().contains("nothing wrong"), validated.text());
        Said tested = run("test", test, "--coverage", "--min-transitions", "90");
        assertEquals(Exit.FINE, tested.code(), tested.text());
        assertTrue(tested.text().contains("coverage of " + name), tested.text());
    }

    private String texts() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> {
                        try {
                            return Files.readString(file);
                        } catch (IOException unreadable) {
                            throw new java.io.UncheckedIOException(unreadable);
                        }
                    })
                    .collect(Collectors.joining("\n"));
        }
    }

    private record Said(int code, String text) {}

    private Said run(String... args) {
        return in(folder, args);
    }

    private static Said in(Path folder, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        Terminal terminal =
                new Terminal(printed, printed, InputStream.nullInputStream(), folder.toAbsolutePath(), Map.of());
        return new Said(Cli.run(terminal, args), out.toString(StandardCharsets.UTF_8));
    }
}
