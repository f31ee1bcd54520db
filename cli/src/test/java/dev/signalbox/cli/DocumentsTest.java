package dev.signalbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.cli.command.Commands;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the documents say is so: their flows validate, their commands are there, the tests and files they name exist. */
class DocumentsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\\n(.*?)^```");
    private static final Pattern SHELL = Pattern.compile("(?ms)^```sh\\n(.*?)^```");
    private static final Pattern TYPED = Pattern.compile("`(?:\\./)?signalbox ([a-z][^`]*)`");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*(?:Test|Contract))(?:\\.(\\w+))?`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");

    private static final Pattern CLASS = Pattern.compile("`((?:[a-z]+\\.)*[A-Z][a-z]\\w+)`");
    private static final List<String> MODULES = List.of(
            "dsl-schema",
            "engine/core",
            "engine/runtime",
            "engine/store-jdbc",
            "engine/testkit",
            "cli",
            "web-console/server");

    /** What the flows of the documents take from their workspace. */
    private static final String WORKSPACE = """
            signalbox: 1
            models: { fast: { provider: recorded, window: 16000 }, eyes: { provider: recorded, window: 16000, takes: [image] } }
            env: [SHOP_URL, ACCOUNTS_URL]
            secrets: { SHOP_TOKEN: { hosts: [shop.example] }, HOOK_SECRET: {} }
            groups: [support-lead]
            people: { sam: { name: Sam Reyes, groups: [support-lead], roles: [approver] } }
            http: { allow: [shop.example] }
            """;

    @TempDir
    Path folder;

    private static List<Path> documents() throws IOException {
        List<Path> found = new ArrayList<>(List.of(ROOT.resolve("README.md"), ROOT.resolve("ARCHITECTURE.md")));
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(found::add);
        }
        return found;
    }

    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private static List<String> flows(Path document) throws IOException {
        return matches(YAML, Files.readString(document)).stream()
                .filter(block -> block.contains("signalbox: 1\n") && block.contains("\nflow: "))
                .toList();
    }

    @TestFactory
    List<DynamicTest> aFlowInADocumentValidates() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path document : documents()) {
            for (String flow : flows(document)) {
                Matcher name = Pattern.compile("(?m)^flow: (\\S+)").matcher(flow);
                assertTrue(name.find());
                String title = name.group(1) + " in " + ROOT.relativize(document);
                tests.add(DynamicTest.dynamicTest(title, () -> {
                    Path workspace = Files.createTempDirectory(folder, name.group(1));
                    for (Map.Entry<String, String> file :
                            Guide.of(document).files().entrySet()) {
                        if (!file.getKey().endsWith(".yaml")) {
                            Files.createDirectories(
                                    workspace.resolve(file.getKey()).getParent());
                            Files.writeString(workspace.resolve(file.getKey()), file.getValue());
                        }
                    }
                    Files.writeString(workspace.resolve("signalbox.yaml"), WORKSPACE);
                    Files.writeString(workspace.resolve(name.group(1) + ".flow.yaml"), flow);
                    Console.Outcome told =
                            new Console(workspace).run("validate", name.group(1) + ".flow.yaml", "--fail-on", "error");
                    assertEquals(Exit.FINE, told.code(), told.out() + told.err());
                }));
            }
        }
        assertTrue(tests.size() >= 2, "the README and the language's page each show a whole flow");
        return tests;
    }

    @Test
    void everyCommandInADocumentIsThereWithItsOptions() throws IOException {
        Terminal terminal = new Terminal(
                new PrintStream(PrintStream.nullOutputStream()),
                new PrintStream(PrintStream.nullOutputStream()),
                new ByteArrayInputStream(new byte[0]),
                folder,
                Map.of());
        CommandLine tree = Commands.tree(terminal);
        List<String> typed = new ArrayList<>();
        for (Path document : documents()) {
            String text = Files.readString(document);
            typed.addAll(matches(TYPED, text));
            matches(SHELL, text).stream()
                    .flatMap(String::lines)
                    .filter(line -> line.startsWith("./signalbox "))
                    .map(line -> line.substring("./signalbox ".length()))
                    .forEach(typed::add);
        }
        assertTrue(typed.size() >= 3, typed.toString());
        for (String line : typed) {
            CommandLine command = tree;
            boolean named = false;
            for (String word : line.split(" ")) {
                if (word.startsWith("--")) {
                    String option = word.split("=")[0];
                    assertTrue(
                            option.equals("--help") || command.getCommandSpec().findOption(option) != null,
                            "no option " + option + " for: signalbox " + line);
                    named = true;
                } else if (command.getSubcommands().containsKey(word)) {
                    command = command.getSubcommands().get(word);
                    named = true;
                }
            }
            assertTrue(named, "no command for: signalbox " + line);
        }
    }

    @Test
    void everyTestThatADocumentNamesIsThere() throws IOException {
        Map<String, String> sources = testSources();
        Set<String> missing = new TreeSet<>();
        int named = 0;
        for (Path document : documents()) {
            Matcher tests = TEST.matcher(Files.readString(document));
            while (tests.find()) {
                named++;
                String source = sources.get(tests.group(1));
                String method = tests.group(2);
                if (source == null || (method != null && !source.contains(" " + method + "("))) {
                    missing.add(tests.group() + " in " + ROOT.relativize(document));
                }
            }
        }
        assertEquals(Set.of(), missing);
        assertTrue(named > 20, "the guarantees name their tests");
    }

    @Test
    void everyFileThatADocumentLeadsToIsThere() throws IOException {
        Set<String> missing = new TreeSet<>();
        for (Path document : documents()) {
            for (String link : matches(LINK, Files.readString(document))) {
                if (!Files.exists(document.resolveSibling(link))) {
                    missing.add(link + " in " + ROOT.relativize(document));
                }
            }
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void everyPackageAndFileOfTheArchitectureIsThere() throws IOException {
        String text = Files.readString(ROOT.resolve("ARCHITECTURE.md"));
        Set<String> missing = new TreeSet<>();
        List<String> named = matches(Pattern.compile("`([a-z-]+/[^`\\s]*)`"), text);
        assertFalse(named.isEmpty());
        for (String path : named) {
            if (!Files.exists(ROOT.resolve(path))) {
                missing.add(path);
            }
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void everyClassThatTheArchitectureAndTheGuaranteesNameIsThere() throws IOException {
        Set<String> known = new TreeSet<>();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src"))) {
                files.map(file -> file.toString().replace('\\', '/'))
                        .filter(file -> file.endsWith(".java") && file.contains("/dev/signalbox/"))
                        .map(file -> file.substring(
                                file.indexOf("/dev/signalbox/") + "/dev/signalbox/".length(), file.length() - 5))
                        .map(file -> "." + file.replace('/', '.'))
                        .forEach(known::add);
            }
        }
        Set<String> missing = new TreeSet<>();
        for (String document : List.of("ARCHITECTURE.md", "docs/guarantees.md")) {
            for (String name : matches(CLASS, Files.readString(ROOT.resolve(document)))) {
                if (known.stream().noneMatch(one -> one.endsWith("." + name))) {
                    missing.add(name + " in " + document);
                }
            }
        }
        assertEquals(Set.of(), missing);
    }

    private static Map<String, String> testSources() throws IOException {
        Map<String, String> sources = new LinkedHashMap<>();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src"))) {
                for (Path file :
                        files.filter(one -> one.toString().endsWith(".java")).toList()) {
                    String name = file.getFileName().toString();
                    if (name.endsWith("Test.java") || name.endsWith("Contract.java")) {
                        sources.put(name.substring(0, name.length() - ".java".length()), Files.readString(file));
                    }
                }
            }
        }
        return sources;
    }
}
