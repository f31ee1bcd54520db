package dev.signalbox.cli.tests;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.CheckedFiles;
import dev.signalbox.cli.place.FlowFile;
import dev.signalbox.cli.place.OpenWorkspace;
import dev.signalbox.cli.place.Workspaces;
import dev.signalbox.cli.print.FormatOptions;
import dev.signalbox.cli.print.Formats;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.HumanReport;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.test.TestCase;
import dev.signalbox.dsl.model.test.TestFile;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.read.ReadTests;
import dev.signalbox.testkit.coverage.Coverage;
import dev.signalbox.testkit.coverage.FlowCoverage;
import dev.signalbox.testkit.coverage.Point;
import dev.signalbox.testkit.run.TestResult;
import dev.signalbox.testkit.run.TestRun;
import dev.signalbox.testkit.run.TestedFlows;
import dev.signalbox.testkit.sketch.Sketch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plays the tests of test files: without a network, on a clock of their own. */
@Command(
        name = "test",
        description = "Run the tests of flows: scripted models, actions and people, no network.",
        footer = "Formats: human, json and junit.")
public final class TestCommand implements Callable<Integer> {
    private static final String TEST = ".test.yaml";

    private final Terminal terminal;

    @Parameters(paramLabel = "PATH", arity = "0..*", description = "Test files and folders. Default: this folder.")
    private List<String> paths = new ArrayList<>();

    @Option(names = "--only", paramLabel = "TEXT", description = "Only tests whose name has this text in it.")
    private @Nullable String only;

    @Option(names = "--coverage", description = "Tell what of each flow the tests went through, and what not.")
    private boolean coverage;

    @Option(
            names = "--min-transitions",
            paramLabel = "PERCENT",
            description = "Fail when the tests went through less of a flow's transitions.")
    private @Nullable Integer least;

    @Option(
            names = "--init",
            paramLabel = "FLOW",
            arity = "0..1",
            fallbackValue = "",
            description =
                    "Print a test file for this flow with a test for each way that no test takes yet, to go on with.")
    private @Nullable String init;

    @Option(
            names = "--from-run",
            paramLabel = "ID",
            description = "With --init: print a whole test of this run instead, as it went.")
    private @Nullable String run;

    @Option(
            names = "--record",
            description =
                    "Ask the workspace's models what no reply is recorded for, and write what they reply into the "
                            + "`replies` file of the tests. Costs what they cost.")
    private boolean record;

    @Option(names = "--prune", description = "With --record: remove recorded replies that no test uses any more.")
    private boolean prune;

    @Option(
            names = "--db",
            paramLabel = "URL",
            description =
                    "With --from-run: the store that has the run. With --record: the one whose day's limits count. "
                            + "Default: the workspace's own.")
    private @Nullable String store;

    @Mixin
    private FormatOptions formatOptions = new FormatOptions("human", "json", "junit");

    public TestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Formats formats = formatOptions.formats();
        if (least != null && (least < 0 || least > 100)) {
            throw new Complaint("--min-transitions takes a percentage from 0 to 100, not " + least);
        }
        if (record) {
            RecordingTests.refuseOnBuildServers(terminal.environment());
        } else if (prune || (store != null && run == null)) {
            throw new Complaint((prune ? "--prune goes with --record" : "--db goes with --record and --from-run"));
        }
        if (run != null) {
            alone(init != null, "--from-run goes with --init");
            return RunSketch.print(terminal, run, String.valueOf(init), store);
        }
        if (init != null) {
            alone(!init.isEmpty(), "--init needs a flow, or a run with --from-run");
            terminal.out().print(sketch(init));
            return Exit.FINE;
        }
        Outcomes outcomes = play(paths.isEmpty() ? List.of(".") : paths);
        formats.write(terminal, outcomes::as);
        boolean low = tooLow(outcomes);
        return outcomes.failed() > 0 || low ? Exit.FINDINGS : Exit.FINE;
    }

    private Outcomes play(List<String> written) throws InterruptedException {
        List<Outcomes.Told> told = new ArrayList<>();
        List<Outcomes.FlowOutcome> flows = new ArrayList<>();
        for (Map.Entry<Path, Set<Path>> group :
                CheckedFiles.find(terminal, written).entrySet()) {
            play(group.getKey(), group.getValue(), told, flows);
        }
        if (told.isEmpty()) {
            throw new Complaint(
                    only == null
                            ? "no test there; a test file's name ends in " + TEST
                            : "no test's name has '" + only + "' in it");
        }
        return new Outcomes(told, flows);
    }

    private void play(Path folder, Set<Path> files, List<Outcomes.Told> told, List<Outcomes.FlowOutcome> flows)
            throws InterruptedException {
        OpenWorkspace workspace = OpenWorkspace.load(folder);
        Set<String> named = new TreeSet<>();
        files.forEach(file -> named.add(workspace.path(file)));
        List<TestFile> wanted = files(workspace, named);
        if (wanted.isEmpty()) {
            return;
        }
        UnaryOperator<String> shown = path -> terminal.show(folder.resolve(path));
        TestedFlows tested = new TestedFlows(
                workspace.checked(),
                workspace.sources(),
                RecordingTests.concealment(terminal, workspace.loaded().workspace()));
        Coverage gathered = gathering(workspace, named, wanted);
        List<TestRun> tests = new ArrayList<>();
        for (TestFile file : wanted) {
            for (TestCase test : file.tests()) {
                if (only == null || test.name().contains(only)) {
                    tests.add(TestRun.of(tested, file, test));
                }
            }
        }
        for (TestResult result : record ? recorded(folder, workspace, wanted, tests) : SideBySide.play(tests)) {
            result.runs().forEach(gathered::add);
            told.add(new Outcomes.Told(result, shown));
        }
        if (coverage || least != null) {
            gathered.flows().forEach(flow -> flows.add(new Outcomes.FlowOutcome(shown.apply(flow.file()), flow)));
        }
    }

    /** One test after the other, so that the files have the order of the tests. */
    private List<TestResult> recorded(Path folder, OpenWorkspace workspace, List<TestFile> wanted, List<TestRun> tests)
            throws InterruptedException {
        try (RecordingTests session = new RecordingTests(terminal, folder, workspace, wanted, only != null, store)) {
            tests.forEach(test -> test.recorder(session.recording()));
            List<TestResult> results = SideBySide.play(tests, 1);
            session.tell(results.stream().allMatch(TestResult::passed), prune);
            return results;
        }
    }

    private void alone(boolean complete, String otherwise) {
        if (!complete) {
            throw new Complaint(otherwise);
        }
        if (!paths.isEmpty() || only != null || coverage || least != null || record) {
            throw new Complaint("--init stands alone with its flow or its run");
        }
    }

    private String sketch(String written) throws InterruptedException {
        FlowFile file = FlowFile.find(terminal, written, null).valid(terminal);
        OpenWorkspace workspace = file.open();
        Flow flow = file.model();
        Coverage gathered = new Coverage();
        gathered.expect(flow);
        TestedFlows tested = new TestedFlows(workspace.checked(), workspace.sources());
        List<TestRun> tests = new ArrayList<>();
        for (TestFile one : files(workspace, Set.of(file.path()))) {
            one.tests().forEach(test -> tests.add(TestRun.of(tested, one, test)));
        }
        SideBySide.play(tests).forEach(result -> result.runs().forEach(gathered::add));
        FlowCoverage taken = gathered.flows().getFirst();
        String name = file.path().substring(file.path().lastIndexOf('/') + 1);
        return Sketch.of(flow, name, way -> taken.covers(flow.state(way.from()), way));
    }

    /** The flows whose coverage is asked for: those that are named, and those under test. */
    private static Coverage gathering(OpenWorkspace workspace, Set<String> named, List<TestFile> wanted) {
        Coverage gathered = new Coverage();
        for (Map.Entry<String, ReadFlow> entry : workspace.loaded().flows().entrySet()) {
            Flow flow = entry.getValue().flow();
            boolean asked = named.contains(entry.getKey())
                    || wanted.stream().anyMatch(file -> file.flow().equals(entry.getKey()));
            if (flow != null && asked) {
                gathered.expect(flow);
            }
        }
        return gathered;
    }

    /** The test files among what was named, or those of a flow that was. Refuses what does not validate. */
    private List<TestFile> files(OpenWorkspace workspace, Set<String> named) {
        List<TestFile> files = new ArrayList<>();
        Set<String> concerned = new TreeSet<>(Set.of(Workspaces.FILE));
        for (Map.Entry<String, ReadTests> entry : workspace.loaded().tests().entrySet()) {
            TestFile file = entry.getValue().tests();
            boolean asked = named.contains(entry.getKey()) || (file != null && named.contains(file.flow()));
            if (asked) {
                concerned.add(entry.getKey());
            }
            if (asked && file != null) {
                concerned.add(file.flow());
                files.add(file);
            }
        }
        List<Diagnostic> errors = concerned.stream()
                .flatMap(path -> workspace.diagnostics(path).stream())
                .filter(Diagnostic::isError)
                .filter(found -> !record || !isMissingReplies(found))
                .map(found -> workspace.shown(terminal, found))
                .toList();
        if (!errors.isEmpty()) {
            terminal.err()
                    .print(new HumanReport(file -> workspace.sources().read(workspace.path(terminal.path(file))), false)
                            .write(errors));
            throw new Complaint("no test was run: " + (errors.size() == 1 ? "an error" : errors.size() + " errors")
                    + " in what they stand on");
        }
        return files;
    }

    /** The file of recorded replies that is to be written. */
    private static boolean isMissingReplies(Diagnostic found) {
        return found.place().path().endsWith("/replies")
                && found.place().span().file().endsWith(TEST)
                && found.message().startsWith("There is no file ");
    }

    private boolean tooLow(Outcomes outcomes) {
        boolean low = false;
        for (Outcomes.FlowOutcome flow : outcomes.coverage()) {
            FlowCoverage of = flow.of();
            if (least != null && of.percent(Point.Kind.TRANSITIONS) < least) {
                low = true;
                terminal.remark("the tests went through " + of.percent(Point.Kind.TRANSITIONS)
                        + " % of the transitions of " + of.flow() + ", and --min-transitions wants " + least + " %");
            }
        }
        return low;
    }
}
