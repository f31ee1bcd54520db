package dev.signalbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.cli.command.Commands;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The operator's page says all that there is to set, and what it quotes is said. */
class OperatePageTest {
    private static final Path ROOT = Path.of("..");
    private static final List<String> SOURCES =
            List.of("cli/src/main", "engine", "web-console/server/src/main", "signalbox");
    private static final Pattern VARIABLE = Pattern.compile("SIGNALBOX_[A-Z_]*[A-Z]");

    /** Nobody who operates it sets them: the launcher does for the program, and the engine does to know the programs of a call again. */
    private static final Set<String> INSIDE = Set.of("SIGNALBOX_PROGRESS", "SIGNALBOX_CALL");

    private static String page;
    private static String sources;

    @BeforeAll
    static void they_are_read() throws IOException {
        page = Files.readString(ROOT.resolve("docs/operate.md"));
        StringBuilder all = new StringBuilder();
        for (String part : SOURCES) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(part))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String name = file.toString();
                    if (name.endsWith("signalbox") || (name.endsWith(".java") && name.contains("main"))) {
                        all.append(Files.readString(file)).append('\n');
                    }
                }
            }
        }
        // A sentence that is written over several lines is one.
        sources = all.toString().replaceAll("\"\\s*\\+\\s*\"", "");
    }

    private static String section(String title) {
        int start = page.indexOf("\n## " + title + "\n");
        assertTrue(start >= 0, "no section " + title);
        int end = page.indexOf("\n## ", start + 1);
        return page.substring(start, end < 0 ? page.length() : end);
    }

    @Test
    void every_option_of_a_server_and_of_a_worker_is_there_and_no_other() {
        CommandLine tree = Commands.tree(new Terminal(
                new PrintStream(PrintStream.nullOutputStream()),
                new PrintStream(PrintStream.nullOutputStream()),
                new ByteArrayInputStream(new byte[0]),
                ROOT,
                Map.of()));
        Set<String> known = new TreeSet<>();
        for (String command : List.of("serve", "worker")) {
            for (OptionSpec option :
                    tree.getSubcommands().get(command).getCommandSpec().options()) {
                known.add(option.longestName());
            }
        }
        known.removeAll(Set.of("--help", "--version"));
        Set<String> told = new TreeSet<>();
        Matcher rows = Pattern.compile("(?m)^\\| `(--[a-z-]+)` \\|").matcher(section("Configuration"));
        while (rows.find()) {
            told.add(rows.group(1));
        }
        assertEquals(known, told);
    }

    @Test
    void every_variable_that_is_read_is_there() {
        String configuration = section("Configuration");
        Set<String> missing = new TreeSet<>();
        int read = 0;
        for (Matcher names = VARIABLE.matcher(sources); names.find(); ) {
            read++;
            String name = names.group().startsWith("SIGNALBOX_TOKEN") ? "SIGNALBOX_TOKEN" : names.group();
            if (!INSIDE.contains(name) && !configuration.contains("`" + name + "`")) {
                missing.add(name);
            }
        }
        assertTrue(read > 10);
        assertEquals(Set.of(), missing);
    }

    @Test
    void a_proxys_configuration_is_the_archives_own() throws IOException {
        for (String file : List.of("nginx.conf", "Caddyfile")) {
            String shown = "\n`proxy/" + file + "`:\n\n```" + (file.equals("Caddyfile") ? "caddy" : "nginx") + "\n"
                    + Files.readString(ROOT.resolve("release/files/proxy").resolve(file)) + "```\n";
            assertTrue(section("Behind a reverse proxy").contains(shown), file);
        }
    }

    @Test
    void every_sentence_that_it_explains_is_said_somewhere() {
        List<String> said = new ArrayList<>();
        Set<String> missing = new TreeSet<>();
        Matcher rows = Pattern.compile("(?m)^\\| (`[^|]*`) \\|").matcher(section("When it says"));
        while (rows.find()) {
            for (Matcher parts = Pattern.compile("`([^`]+)`").matcher(rows.group(1)); parts.find(); ) {
                said.add(parts.group(1));
                if (!sources.contains(parts.group(1))) {
                    missing.add(parts.group(1));
                }
            }
        }
        assertTrue(said.size() > 15, said.toString());
        assertEquals(Set.of(), missing);
    }

    @Test
    void every_figure_that_is_to_be_watched_is_counted() {
        Set<String> missing = new TreeSet<>();
        int watched = 0;
        Matcher names = Pattern.compile("signalbox_[a-z_]+").matcher(section("Metrics"));
        while (names.find()) {
            watched++;
            String name = names.group()
                    .replaceFirst("_(total|seconds|bytes|seconds_bucket|seconds_count)$", "")
                    .replaceFirst("^(signalbox_budget_day)_.*", "$1");
            if (!sources.contains(name) && !sources.contains(name.replace('_', '.'))) {
                missing.add(names.group());
            }
        }
        assertTrue(watched > 20);
        assertEquals(Set.of(), missing);
    }
}
