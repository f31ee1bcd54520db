package dev.signalbox.console.trial;

import dev.signalbox.dsl.check.CheckedWorkspace;
import dev.signalbox.dsl.check.WorkspaceChecker;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.JsonReport;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.test.TestFile;
import dev.signalbox.dsl.read.FileSources;
import dev.signalbox.dsl.read.Overlay;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.read.ReadTests;
import dev.signalbox.dsl.read.WorkspaceFolder;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.view.FlowViews;
import dev.signalbox.testkit.coverage.Coverage;
import dev.signalbox.testkit.coverage.FlowCoverage;
import dev.signalbox.testkit.coverage.Point;
import dev.signalbox.testkit.run.Failure;
import dev.signalbox.testkit.run.PlayedRun;
import dev.signalbox.testkit.run.TestResult;
import dev.signalbox.testkit.run.TestRun;
import dev.signalbox.testkit.run.TestedFlows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Plays the tests of a flow with a text in its file's place. One caller at a time, {@value #MOST_TESTS} tests at most, and no longer
 * than the bound: what is under way then is interrupted, and said so.
 */
public final class FlowTests {
    private static final int MOST_TESTS = 200;
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Path folder;
    private final Duration longest;
    private final Semaphore turn = new Semaphore(1);

    /** @param folder the workspace's */
    public FlowTests(Path folder) {
        this(folder, LONGEST);
    }

    FlowTests(Path folder, Duration longest) {
        this.folder = folder;
        this.longest = longest;
    }

    /** Refuses an unknown flow, and a text with errors with its findings as {@code diagnostics}. */
    public TestsView play(String flow, String source) {
        try {
            if (!turn.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Problem(
                        Problem.Kind.UNAVAILABLE, "Somebody's tests are being run; try again when they are done.");
            }
            try {
                return playing(flow, source);
            } finally {
                turn.release();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Problem(Problem.Kind.UNAVAILABLE, "The server is stopping.");
        }
    }

    private TestsView playing(String name, String source) throws InterruptedException {
        FileSources files = new FileSources(folder);
        ReadFlow file = FlowViews.file(WorkspaceFolder.load(files), name);
        if (file == null) {
            throw new Problem(Problem.Kind.NOT_FOUND, "There is no flow " + name + " in this workspace.");
        }
        Overlay sources = new Overlay(files, Map.of(file.path(), source));
        CheckedWorkspace checked = WorkspaceChecker.check(WorkspaceFolder.load(sources));
        ReadFlow read = checked.loaded().flows().get(file.path());
        Flow flow = read == null ? null : read.flow();
        List<Diagnostic> errors = errors(checked, Set.of(file.path(), "signalbox.yaml"));
        if (flow == null || !errors.isEmpty() || !checked.flows().containsKey(flow.name())) {
            throw new Problem(
                    Problem.Kind.INVALID,
                    "The text has errors, so no test was run"
                            + (errors.isEmpty() ? "." : ": " + errors.getFirst().message()),
                    Map.of("diagnostics", told(errors)));
        }
        return play(checked, new TestedFlows(checked, sources), flow, file.path());
    }

    private TestsView play(CheckedWorkspace checked, TestedFlows tested, Flow flow, String path)
            throws InterruptedException {
        List<Diagnostic> broken = new ArrayList<>();
        List<TestRun> tests = new ArrayList<>();
        int all = 0;
        for (ReadTests read : checked.loaded().tests().values()) {
            TestFile file = read.tests();
            if (file == null || !file.flow().equals(path)) {
                continue;
            }
            List<Diagnostic> errors = errors(checked, Set.of(read.path()));
            broken.addAll(errors);
            if (errors.isEmpty()) {
                all += file.tests().size();
                file.tests().stream()
                        .limit(MOST_TESTS - tests.size())
                        .forEach(test -> tests.add(TestRun.of(tested, file, test)));
            }
        }
        Coverage coverage = new Coverage();
        coverage.expect(flow);
        List<TestResult> results = new BoundedPlay(longest).play(tests);
        results.forEach(result -> result.runs().forEach(coverage::add));
        int passed = (int) results.stream().filter(TestResult::passed).count();
        return new TestsView(
                results.stream().map(FlowTests::test).toList(),
                passed,
                results.size() - passed,
                stopped(results.size(), tests.size(), all),
                covered(coverage.flows().getFirst()),
                told(broken));
    }

    private @Nullable String stopped(int played, int wanted, int all) {
        if (played < wanted) {
            return played + " of " + all + " tests were run: then " + longest.toSeconds() + " seconds were over.";
        }
        return wanted < all
                ? "The first " + wanted + " of " + all + " tests were run; `signalbox test` runs all."
                : null;
    }

    private static List<Diagnostic> errors(CheckedWorkspace checked, Set<String> paths) {
        return checked.diagnostics().stream()
                .filter(found ->
                        found.isError() && paths.contains(found.place().span().file()))
                .toList();
    }

    private static List<Map<String, Object>> told(List<Diagnostic> errors) {
        return errors.stream().map(JsonReport::entry).toList();
    }

    private static TestsView.Test test(TestResult result) {
        PlayedRun run = result.runs().isEmpty() ? null : result.runs().getFirst();
        return new TestsView.Test(
                result.test().name(),
                result.test().place().span().file(),
                result.test().place().span().line(),
                result.passed(),
                result.took().toMillis(),
                run == null ? null : run.run().status().text(),
                run == null ? List.of() : run.path(),
                result.failures().stream().map(FlowTests::failure).toList());
    }

    private static TestsView.Failure failure(Failure failure) {
        return new TestsView.Failure(
                failure.kind().text(),
                failure.message(),
                failure.place().span().file(),
                failure.place().span().line(),
                failure.detail(),
                failure.expected(),
                failure.actual());
    }

    private static Map<String, TestsView.Covered> covered(FlowCoverage coverage) {
        Map<String, TestsView.Covered> all = new LinkedHashMap<>();
        for (Point.Kind kind : Point.Kind.values()) {
            all.put(
                    kind.text(),
                    new TestsView.Covered(
                            coverage.covered(kind),
                            coverage.total(kind),
                            coverage.missing(kind).stream()
                                    .map(point -> new TestsView.Missing(
                                            point.name(), point.at().line(), point.way()))
                                    .toList()));
        }
        return all;
    }
}
