package dev.signalbox.cli.tests;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.FlowFile;
import dev.signalbox.cli.place.OpenWorkspace;
import dev.signalbox.cli.place.ReadLogs;
import dev.signalbox.cli.place.Workspaces;
import dev.signalbox.core.id.RunId;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.testkit.run.Failure;
import dev.signalbox.testkit.run.TestedFlows;
import dev.signalbox.testkit.sketch.LoggedRun;
import dev.signalbox.testkit.sketch.RunTest;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code test --init --from-run}: prints a whole test of a real run, which passes, or says why it does not. */
final class RunSketch {
    private RunSketch() {}

    /**
     * @param flow as the command line names it; empty for the run's own
     * @param store as it was written; null for the workspace's own
     * @return the exit code
     */
    static int print(Terminal terminal, String id, String flow, @Nullable String store) throws InterruptedException {
        List<LoggedRun> runs;
        try (RunStore logs = ReadLogs.of(terminal, folder(terminal, flow), store)) {
            runs = LoggedRun.read(logs, new RunId(id.strip()));
        }
        RunRow row = runs.getFirst().row();
        FlowName name = row.flow();
        FlowFile file = FlowFile.find(terminal, flow.isEmpty() ? name.value() : flow, null)
                .valid(terminal);
        if (!file.model().name().equals(name)) {
            throw new Complaint("the run " + id + " is of the flow " + name + ", not "
                    + file.model().name());
        }
        OpenWorkspace workspace = file.open();
        TestedFlows tested = new TestedFlows(workspace.checked(), workspace.sources());
        if (!tested.current(name).bundle().equals(row.bundle())) {
            terminal.remark(
                    "the run began with another " + file.path() + ", or other models or shared actions, than there "
                            + "are now; its test is played by what there is now");
        }
        RunTest test = RunTest.of(
                runs,
                new RunTest.Setting(
                        file.path(),
                        workspace.loaded().flows(),
                        workspace.sources(),
                        tested,
                        workspace.loaded().workspace()),
                RecordingTests.concealment(terminal, workspace.loaded().workspace()));
        terminal.out().print(test.text());
        terminal.out().flush();
        if (test.failures().isEmpty()) {
            return Exit.FINE;
        }
        terminal.remark("this test does not pass as it is:");
        for (Failure failure : test.failures()) {
            terminal.err().println("  " + failure.message());
            FailureLines.of(failure).forEach(line -> terminal.err().println("    " + line));
        }
        return Exit.FINDINGS;
    }

    private static Path folder(Terminal terminal, String flow) {
        return flow.isEmpty()
                ? Workspaces.choose(terminal, null)
                : FlowFile.find(terminal, flow, null).workspace();
    }
}
