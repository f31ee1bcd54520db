package dev.signalbox.testkit.run;

import dev.signalbox.dsl.check.CheckedWorkspace;
import dev.signalbox.dsl.check.WorkspaceChecker;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.model.test.TestCase;
import dev.signalbox.dsl.model.test.TestFile;
import dev.signalbox.dsl.read.ReadTests;
import dev.signalbox.dsl.read.Sources;
import dev.signalbox.dsl.read.WorkspaceFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A workspace made of texts, and its tests played. */
final class Trials {
    static final String WORKSPACE = """
            signalbox: 1
            models:
              fast: { provider: recorded, window: 8000, price: { input: 1.0, output: 10.0, cached: 0.1 } }
            env: [SHOP_URL]
            secrets: { TOKEN: {} }
            groups: [lead, desk]
            people:
              sam: { name: Sam, groups: [lead], roles: [approver] }
              kim: { name: Kim, groups: [lead], roles: [approver] }
              eve: { name: Eve, groups: [desk], roles: [approver] }
            http: { allow: [shop.example] }
            """;

    private final SortedMap<String, String> files = new TreeMap<>();
    private @Nullable CheckedWorkspace checked;

    Trials() {
        files.put("signalbox.yaml", WORKSPACE);
    }

    Trials with(String path, String text) {
        files.put(path, text);
        return this;
    }

    private Sources sources() {
        return new Sources() {
            @Override
            public @Nullable String read(String path) {
                return files.get(path);
            }

            @Override
            public List<String> paths() {
                return List.copyOf(files.keySet());
            }
        };
    }

    CheckedWorkspace checked() {
        if (checked == null) {
            checked = WorkspaceChecker.check(WorkspaceFolder.load(sources()));
            List<Diagnostic> errors =
                    checked.diagnostics().stream().filter(Diagnostic::isError).toList();
            if (!errors.isEmpty()) {
                throw new AssertionError(errors.stream()
                        .map(error -> error.place().span().file() + ":"
                                + error.place().span().line() + " " + error.message())
                        .collect(Collectors.joining("\n")));
            }
        }
        return checked;
    }

    /** The test of that number of the only file, to be played. */
    TestRun run(int number) {
        ReadTests read = checked().loaded().tests().values().iterator().next();
        TestFile file = java.util.Objects.requireNonNull(read.tests());
        return TestRun.of(
                new TestedFlows(checked(), sources()), file, file.tests().get(number));
    }

    /** Every test of every file. */
    List<TestResult> play() throws InterruptedException {
        TestedFlows flows = new TestedFlows(checked(), sources());
        List<TestResult> results = new ArrayList<>();
        for (ReadTests read : checked().loaded().tests().values()) {
            TestFile file = read.tests();
            if (file != null) {
                for (TestCase test : file.tests()) {
                    results.add(TestRun.of(flows, file, test).play());
                }
            }
        }
        return results;
    }
}
