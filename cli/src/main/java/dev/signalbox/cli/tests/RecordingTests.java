package dev.signalbox.cli.tests;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.OpenWorkspace;
import dev.signalbox.cli.place.ReadLogs;
import dev.signalbox.cli.place.TriedModels;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.model.test.TestCase;
import dev.signalbox.dsl.model.test.TestFile;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.read.ReadTests;
import dev.signalbox.runtime.action.WorkspaceEnvironment;
import dev.signalbox.runtime.model.ReplyFile;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.testkit.MemoryStore;
import dev.signalbox.testkit.record.Concealment;
import dev.signalbox.testkit.record.Recording;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code --record} in one workspace: its real models, its day's limits, its files; and what is told of it in the end. */
final class RecordingTests implements AutoCloseable {
    private static final int CENTS_OF_A_CENT = 6;

    private final Terminal terminal;
    private final RunStore days;
    private final Recording recording;

    /**
     * @param played the test files that are played, all of their tests or only some
     * @param only whether some tests of them are left out
     */
    RecordingTests(
            Terminal terminal,
            Path folder,
            OpenWorkspace open,
            List<TestFile> played,
            boolean only,
            @Nullable String store) {
        this.terminal = terminal;
        if (played.stream().noneMatch(RecordingTests::namesReplies)) {
            terminal.remark(
                    "no test here names a file to record into: `replies: NAME.replies.yaml` in a test file does");
        }
        Workspace workspace = open.loaded().workspace();
        days = days(folder, open, store);
        recording = new Recording(new Recording.Parts(
                path -> new ReplyFile(file(open, folder, path)),
                path -> !only && usersOf(open, path).stream().allMatch(played::contains),
                TriedModels.port(terminal, folder, workspace, false),
                workspace,
                days,
                InstantSource.system(),
                concealment(terminal, workspace),
                Thread::sleep));
    }

    /** A build server has no business asking models: what it tests is what somebody recorded and looked at. */
    static void refuseOnBuildServers(Map<String, String> environment) {
        String said = BuildServer.saidBy(environment);
        if (said != null) {
            throw new Complaint("--record asks models and writes files, and " + said
                    + " says that this is a build server; record on your own machine and commit the files, or unset "
                    + said
                    + " if it is none");
        }
    }

    /** What is struck out of recorded texts: every declared secret that has a value here. */
    static Concealment concealment(Terminal terminal, Workspace workspace) {
        WorkspaceEnvironment environment = new WorkspaceEnvironment(() -> workspace, terminal.environment(), Map.of());
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : workspace.secrets().keySet()) {
            String value = environment.secret(name);
            if (value != null) {
                values.put(name, value);
            }
        }
        return new Concealment(values);
    }

    /** A link inside the workspace is written through, not replaced. */
    private static Path file(OpenWorkspace open, Path folder, String path) {
        Path there = open.sources().file(path);
        return there == null ? folder.resolve(path) : there;
    }

    private static boolean namesReplies(TestFile file) {
        return file.replies() != null
                || file.tests().stream().map(TestCase::replies).anyMatch(Objects::nonNull);
    }

    private static List<TestFile> usersOf(OpenWorkspace open, String replies) {
        return open.loaded().tests().values().stream()
                .map(ReadTests::tests)
                .filter(Objects::nonNull)
                .filter(file -> replies.equals(file.replies())
                        || file.tests().stream().map(TestCase::replies).anyMatch(replies::equals))
                .toList();
    }

    /** Where runs count what they use in a day, so that recording counts with them; memory where nothing is limited. */
    private RunStore days(Path folder, OpenWorkspace open, @Nullable String store) {
        boolean limited = open.loaded().workspace().day() != null
                || open.loaded().flows().values().stream()
                        .map(ReadFlow::flow)
                        .filter(Objects::nonNull)
                        .map(Flow::day)
                        .anyMatch(Objects::nonNull);
        if (limited || store != null) {
            try {
                return ReadLogs.of(terminal, folder, store);
            } catch (Complaint noStore) {
                if (store != null) {
                    throw noStore;
                }
                if (String.valueOf(noStore.getMessage()).contains("in use")) {
                    terminal.remark(
                            "a server has this workspace's store, so what its runs used today is not counted; the "
                                    + "limits of a day hold for what is recorded now");
                }
            }
        }
        return new MemoryStore(new MemoryStore.Disk());
    }

    Recording recording() {
        return recording;
    }

    /**
     * What was asked and what it cost, and what no test uses any more.
     *
     * @param passed whether every test passed: one that broke off may not have come to what it uses
     */
    void tell(boolean passed, boolean prune) {
        PrintStream out = terminal.err();
        List<Recording.Asked> asked = recording.asked();
        long tokens = 0;
        double usd = 0;
        int kept = 0;
        Set<String> files = new HashSet<>();
        for (Recording.Asked one : asked) {
            if (one.lost() == null) {
                kept++;
                files.add(one.file());
                tokens += one.inputTokens() + one.outputTokens();
                usd += one.costUsd();
                out.println("  recorded  " + one.state() + " of " + one.model() + ", " + one.inputTokens() + " + "
                        + one.outputTokens() + " tokens, " + usd(one.costUsd()) + " USD: " + one.test());
            } else {
                out.println(
                        "  lost      " + one.state() + " of " + one.model() + ", " + one.lost() + ": " + one.test());
            }
        }
        out.println(
                asked.isEmpty()
                        ? "nothing to record: every question has a reply"
                        : kept + (kept == 1 ? " reply" : " replies") + " recorded in "
                                + (files.isEmpty()
                                        ? "no file"
                                        : String.join(
                                                ", ", files.stream().sorted().toList()))
                                + "; " + tokens + " tokens, " + usd(usd) + " USD");
        if (passed) {
            unused(prune);
        } else if (prune) {
            terminal.remark("nothing was pruned, for a test that fails may not have come to what it uses");
        }
    }

    private void unused(boolean prune) {
        recording.unused().forEach((file, count) -> {
            String which = count == 1 ? "1 reply" : count + " replies";
            terminal.err()
                    .println(
                            prune
                                    ? file + ": removed " + which + " that no test uses"
                                    : file + ": no test uses " + which + " of it; --prune removes "
                                            + (count == 1 ? "it" : "them"));
        });
        if (prune) {
            recording.prune();
        }
    }

    private static String usd(double usd) {
        BigDecimal shown = BigDecimal.valueOf(usd).setScale(CENTS_OF_A_CENT, RoundingMode.HALF_UP);
        return shown.signum() == 0 ? "0" : shown.stripTrailingZeros().toPlainString();
    }

    @Override
    public void close() {
        days.close();
    }
}
