package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Nearest;
import dev.signalbox.dsl.model.test.TestCase;
import dev.signalbox.dsl.model.test.TestFile;
import dev.signalbox.dsl.yaml.YamlFile;
import dev.signalbox.dsl.yaml.YamlNode;
import dev.signalbox.dsl.yaml.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a test file into its model. Never throws at a user's file. */
public final class TestReader {
    static final List<String> KEYS = List.of("signalbox", "flow", "replies", "tests");
    private static final List<String> SCRIPTS = List.of("actions", "models", "people");

    private final Reading reading;

    private TestReader(Reading reading) {
        this.reading = reading;
    }

    /**
     * @param flows the workspace's flows by path: names that a test uses and its flow lacks are findings (T801)
     * @param sources where the recorded replies that it names are found
     */
    public static ReadTests read(String path, String text, Map<String, ReadFlow> flows, Sources sources) {
        YamlFile yaml = YamlReader.read(path, text);
        Reading reading = new Reading(path, sources, new Places(yaml.root()));
        YamlNode root = yaml.root();
        TestFile tests = root == null ? null : new TestReader(reading).file(root, flows);
        return new ReadTests(
                path,
                text,
                tests,
                Header.ordered(yaml.diagnostics(), reading.diagnostics()),
                reading.places(),
                yaml.suppressions());
    }

    private @Nullable TestFile file(YamlNode root, Map<String, ReadFlow> flows) {
        boolean readable = Fields.any(reading, root, "a test file") != null && Header.version(reading, root);
        Fields fields = readable ? Fields.open(reading, root, "a test file", KEYS) : null;
        if (fields == null) {
            return null;
        }
        YamlNode.Scalar flow = fields.needText("flow");
        String path = flow == null ? null : reading.resolve(flow.text());
        ReadFlow tested = path == null ? null : flows.get(path);
        if (flow != null && tested == null) {
            reading.add(
                    Diagnostic.of(Code.R605, flow.place(), "There is no flow file `" + Reading.clip(flow.text()) + "`.")
                            .withHelp("The path is relative to the test file.")
                            .withSuggestion(Nearest.to(flow.text(), flows.keySet())));
        }
        String replies = replies(reading, fields);
        fields.need("tests");
        TestNames names = new TestNames(reading, tested, flows.values());
        List<TestCase> tests = new ArrayList<>();
        for (YamlNode item : fields.list("tests")) {
            tests(item, names, tests);
        }
        return flow == null || path == null
                ? null
                : new TestFile(reading.path(), path, flow.place(), replies, tests, fields.place());
    }

    static @Nullable String replies(Reading reading, Fields fields) {
        YamlNode.Scalar file = fields.text("replies");
        if (file == null) {
            return null;
        }
        String resolved = reading.resolve(file.text());
        if (resolved == null || reading.has(resolved)) {
            return reading.file(file, file.text()) == null ? null : resolved;
        }
        // Still known by its name: recording makes it.
        reading.add(Diagnostic.of(
                        Code.Y006, file.place(), "There is no file `" + Reading.clip(resolved) + "` in the workspace.")
                .withHelp("A path is relative to the test file; `signalbox test --record` writes the file."));
        return resolved;
    }

    /** One test, or one for each row of its table. */
    private void tests(YamlNode node, TestNames names, List<TestCase> tests) {
        TestCaseReader reader = new TestCaseReader(reading, names);
        YamlNode table =
                node instanceof YamlNode.Mapping mapping && mapping.entries().containsKey("table")
                        ? mapping.entries().get("table").value()
                        : null;
        if (!(node instanceof YamlNode.Mapping test) || table == null) {
            add(reader.read(node, ""), tests);
            return;
        }
        if (!(table instanceof YamlNode.Sequence rows) || rows.items().isEmpty()) {
            reading.wrong(table, "a list of rows, each with keys of a test");
            return;
        }
        Map<String, YamlNode.Entry> shared = new LinkedHashMap<>(test.entries());
        shared.remove("table");
        int row = 0;
        int before = reading.diagnostics().size();
        for (YamlNode item : rows.items()) {
            row++;
            if (!(item instanceof YamlNode.Mapping own)) {
                reading.wrong(item, "a mapping with keys of a test");
                continue;
            }
            boolean named = own.entries().containsKey("name");
            Map<String, YamlNode.Entry> renamed = new LinkedHashMap<>(own.entries());
            YamlNode.Entry ownName = renamed.remove("name");
            YamlNode.Mapping merged =
                    merged(new YamlNode.Mapping(shared, test.place()), new YamlNode.Mapping(renamed, own.place()));
            String suffix = named && ownName != null && ownName.value() instanceof YamlNode.Scalar scalar
                    ? ": " + scalar.text()
                    : " [" + row + "]";
            add(reader.read(merged, suffix), tests);
        }
        once(before);
    }

    /** What the rows share is told once, not once a row. */
    private void once(int before) {
        List<Diagnostic> all = reading.diagnostics();
        List<Diagnostic> fresh = new ArrayList<>(new java.util.LinkedHashSet<>(all.subList(before, all.size())));
        all.subList(before, all.size()).clear();
        all.addAll(fresh);
    }

    private static void add(@Nullable TestCase test, List<TestCase> tests) {
        if (test != null) {
            tests.add(test);
        }
    }

    /** The row's values over the test's, mapping by mapping; what a script says under one name is replaced as a whole. */
    private static YamlNode.Mapping merged(YamlNode.Mapping base, YamlNode.Mapping over) {
        return merged(base, over, true, true);
    }

    /**
     * @param test these are a test's own keys
     * @param deep mappings below are merged too
     */
    private static YamlNode.Mapping merged(YamlNode.Mapping base, YamlNode.Mapping over, boolean test, boolean deep) {
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>(base.entries());
        over.entries().forEach((key, entry) -> {
            YamlNode.Entry below = entries.get(key);
            YamlNode value = entry.value();
            if (deep
                    && below != null
                    && below.value() instanceof YamlNode.Mapping lower
                    && entry.value() instanceof YamlNode.Mapping upper) {
                value = merged(lower, upper, false, !(test && SCRIPTS.contains(key)));
            }
            entries.put(key, new YamlNode.Entry(entry.key(), value));
        });
        return new YamlNode.Mapping(entries, base.place());
    }
}
