package dev.signalbox.dsl.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.check.CheckedWorkspace;
import dev.signalbox.dsl.check.WorkspaceChecker;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.graph.GraphBuilder;
import dev.signalbox.dsl.graph.Mermaid;
import dev.signalbox.dsl.graph.Svg;
import dev.signalbox.dsl.read.Sources;
import dev.signalbox.dsl.read.WorkspaceFolder;
import dev.signalbox.dsl.read.WorkspaceReader;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.dsl.yaml.YamlFile;
import dev.signalbox.dsl.yaml.YamlNode;
import dev.signalbox.dsl.yaml.YamlReader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whatever text stands in a workspace's files: its readers and its checker end, and say what is wrong where. */
class FuzzYamlTest {
    private static final String WORKSPACE = """
            signalbox: 1
            models:
              fast: { provider: recorded, window: 16000 }
            env: [SHOP_URL]
            secrets: { SHOP_TOKEN: { hosts: [shop.example] } }
            groups: [support-lead]
            people: { sam: { name: Sam Reyes, groups: [support-lead], roles: [approver] } }
            http: { allow: [shop.example] }
            """;
    /** What JSON and YAML write alike: neither a character that one of them escapes nor a key too long for one line. */
    private static final Pattern COMMON = Pattern.compile("[ -~]*");

    private static final int LONGEST_KEY = 1_000;

    @FuzzTest
    void anyTextIsAFileOrFindingsInsideIt(byte[] data) throws Throwable {
        Text text = Text.of(data);
        Effort.isBounded(() -> {
            readsAsATree(text);
            readsAs("desk.flow.yaml", text);
            readsAs("desk.test.yaml", text);
            readsAs("signalbox.yaml", text);
        });
    }

    private static void readsAsATree(Text text) {
        YamlFile file = YamlReader.read("f.yaml", text.text());
        text.holds(file.diagnostics());
        assertEquals(file.diagnostics(), YamlReader.read("f.yaml", text.text()).diagnostics());
        boolean wrong = file.diagnostics().stream().anyMatch(Diagnostic::isError);
        YamlNode root = file.root();
        assertTrue(root != null || wrong, "no tree, and nothing said why");
        if (root != null) {
            stands(root, null, text);
            if (!wrong) {
                means(root);
            }
        }
    }

    /** Each node stands inside the one that holds it, and each part of a scalar inside the text. */
    private static void stands(YamlNode node, @Nullable YamlNode parent, Text text) {
        Span span = node.place().span();
        text.holds(span, node.place());
        assertTrue(parent == null || inside(span, parent.place().span()), () -> node.place() + " leaves " + parent);
        switch (node) {
            case YamlNode.Scalar scalar -> {
                int length = scalar.text().length();
                text.holds(scalar.at(0, length).span(), scalar);
                text.holds(scalar.at(length / 2, length / 2 + 1).span(), scalar);
            }
            case YamlNode.Sequence list -> list.items().forEach(item -> stands(item, node, text));
            case YamlNode.Mapping mapping ->
                mapping.entries().values().forEach(entry -> {
                    stands(entry.key(), node, text);
                    stands(entry.value(), node, text);
                });
        }
    }

    private static boolean inside(Span inner, Span outer) {
        boolean starts =
                inner.line() > outer.line() || inner.line() == outer.line() && inner.column() >= outer.column();
        boolean ends = inner.endLine() < outer.endLine()
                || inner.endLine() == outer.endLine() && inner.endColumn() <= outer.endColumn();
        return starts && ends;
    }

    /** JSON is YAML: a tree written as JSON means what it meant. */
    private static void means(YamlNode root) {
        String json = JsonText.write(root.json());
        if (COMMON.matcher(json).matches() && json.length() < YamlReader.MAX_BYTES && longestKey(root) < LONGEST_KEY) {
            YamlNode again = YamlReader.read("f.yaml", json).root();
            assertNotNull(again, json);
            assertEquals(root.json(), again.json());
        }
    }

    private static int longestKey(YamlNode node) {
        return switch (node) {
            case YamlNode.Scalar scalar -> 0;
            case YamlNode.Sequence list ->
                list.items().stream().mapToInt(FuzzYamlTest::longestKey).max().orElse(0);
            case YamlNode.Mapping mapping ->
                mapping.entries().values().stream()
                        .mapToInt(entry -> Math.max(entry.name().length(), longestKey(entry.value())))
                        .max()
                        .orElse(0);
        };
    }

    private static void readsAs(String name, Text text) {
        TreeMap<String, String> files = new TreeMap<>(Map.of(WorkspaceReader.FILE, WORKSPACE));
        files.put(name, text.text());
        CheckedWorkspace checked = WorkspaceChecker.check(WorkspaceFolder.load(new Files(files)));
        for (Diagnostic finding : checked.diagnostics()) {
            if (finding.place().span().file().equals(name)) {
                text.holds(List.of(finding));
            }
        }
        boolean wrong = checked.diagnostics().stream().anyMatch(Diagnostic::isError);
        assertTrue(
                wrong || !name.endsWith(".flow.yaml") || checked.flows().size() == 1, "no flow, and nothing said why");
        for (CheckedFlow flow : checked.flows().values()) {
            assertTrue(Mermaid.write(GraphBuilder.of(flow.flow())).startsWith("flowchart"));
            assertTrue(Svg.write(GraphBuilder.of(flow.flow())).endsWith("</svg>\n"));
        }
    }

    private record Files(TreeMap<String, String> files) implements Sources {
        @Override
        public @Nullable String read(String path) {
            return files.get(path);
        }

        @Override
        public List<String> paths() {
            return List.copyOf(files.keySet());
        }
    }
}
