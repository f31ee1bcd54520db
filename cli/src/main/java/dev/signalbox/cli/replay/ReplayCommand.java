package dev.signalbox.cli.replay;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.FlowFile;
import dev.signalbox.cli.place.ReadLogs;
import dev.signalbox.cli.place.TriedFlow;
import dev.signalbox.cli.place.Workspaces;
import dev.signalbox.cli.print.FormatOptions;
import dev.signalbox.cli.print.Formats;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.evolve.Evolver;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.runtime.codec.LogText;
import dev.signalbox.runtime.codec.SnapshotJson;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.replay.Replay;
import dev.signalbox.runtime.replay.Replayed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Drives recorded runs again: to see what a changed file would do, or that the log still gives what it gave. */
@Command(
        name = "replay",
        description = "Drive recorded runs again by a changed file, and tell the first thing that would be another.",
        footer = "Formats: human and json.")
public final class ReplayCommand implements Callable<Integer> {
    private static final String FLOW = ".flow.yaml";
    private static final int LAST = 50;

    private final Terminal terminal;

    @Parameters(
            paramLabel = "RUN",
            arity = "0..*",
            description = "A run's id, or a file or folder of exported logs. Default: the newest runs of the store.")
    private List<String> named = new ArrayList<>();

    @Option(
            names = "--flow",
            paramLabel = "FILE",
            description = "The changed flow file. Default: what each run pinned, which has to give the same bytes.")
    private @Nullable String flow;

    @Option(
            names = {"-w", "--workspace"},
            paramLabel = "FOLDER",
            description = "The workspace. Default: that of the flow file, or the one around this folder.")
    private @Nullable String workspace;

    @Option(
            names = "--db",
            paramLabel = "URL",
            description = "The store: a file or a JDBC address. Default: .signalbox/signalbox.db in the workspace.")
    private @Nullable String store;

    @Option(names = "--status", paramLabel = "STATUS", description = "Only runs that are, say, succeeded or paused.")
    private @Nullable String status;

    @Option(names = "--last", paramLabel = "N", description = "The newest N runs. Default: " + LAST + ".")
    private @Nullable Integer last;

    @Mixin
    private FormatOptions formatOptions = new FormatOptions("human", "json");

    public ReplayCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Formats formats = formatOptions.formats();
        if (last != null && last < 1) {
            throw new Complaint("--last takes a number from 1, not " + last);
        }
        if (!named.isEmpty() && (last != null || status != null)) {
            throw new Complaint("name runs, or choose them with --last and --status, not both");
        }
        RunStatus only = status();
        TriedFlow tried = flow == null ? null : tried(flow);
        List<Verdict> verdicts = verdicts(tried, only);
        if (verdicts.isEmpty()) {
            throw new Complaint("there is no such run in the store");
        }
        Told told = new Told(flow, verdicts);
        formats.write(terminal, form -> form.equals("json") ? ReplayJson.write(told) : ReplayText.write(told));
        return told.diverged() > 0 ? Exit.FINDINGS : Exit.FINE;
    }

    private List<Verdict> verdicts(@Nullable TriedFlow tried, @Nullable RunStatus only) {
        List<Verdict> verdicts = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (String written : named) {
            Path place = terminal.path(written);
            if (!Files.exists(place)) {
                ids.add(written);
                continue;
            }
            if (tried == null) {
                throw new Complaint(
                        "an exported log has not its file with it: name one with --flow, or a run of a store");
            }
            for (RecordedRun run : LogFile.read(place, written)) {
                verdicts.add(new Verdict(run, byChanged(run, tried, null)));
            }
        }
        if (!ids.isEmpty() || named.isEmpty()) {
            try (RunStore opened = ReadLogs.of(terminal, folder(tried), store)) {
                StoredRuns runs = new StoredRuns(opened);
                List<RecordedRun> found = ids.isEmpty()
                        ? runs.newest(tried == null ? null : name(tried), only, last == null ? LAST : last)
                        : ids.stream().map(runs::named).toList();
                found.forEach(run -> verdicts.add(new Verdict(run, one(run, tried, runs.pinned(run)))));
            }
        }
        return verdicts;
    }

    private static Replayed one(RecordedRun run, @Nullable TriedFlow tried, @Nullable CheckedFlow pinned) {
        if (tried != null) {
            return byChanged(run, tried, pinned);
        }
        if (pinned == null) {
            return new Replayed.Unfit("the store lacks the file that it pinned, or it cannot be read any more");
        }
        Replayed came = Replay.exactly(run.log(), pinned);
        String unlike = came instanceof Replayed.Same && run.stored() != null ? unlike(run, run.stored()) : null;
        return unlike == null ? came : new Replayed.Unfit(unlike);
    }

    private static Replayed byChanged(RecordedRun run, TriedFlow tried, @Nullable CheckedFlow pinned) {
        if (!run.flow().equals(name(tried).value())) {
            throw new Complaint("the run " + run.id() + " is of the flow " + run.flow() + ", not " + name(tried));
        }
        if (run.from() != null && Replay.isRedacted(run.log())) {
            return new Replayed.Unfit(
                    "the exported log lacks redacted values; take the run out of its store, with --db");
        }
        return Replay.by(run.log(), tried.flow(), pinned);
    }

    /** Whether what the store keeps beside the log is the fold of it; null when it is. */
    private static @Nullable String unlike(RecordedRun recorded, RunStore.StoredRun stored) {
        Run fold = null;
        Run other = stored.snapshot() == null ? null : stored.snapshot().run();
        for (Event event : recorded.log()) {
            fold = Evolver.evolve(fold, event);
        }
        for (Event event : stored.events()) {
            other = Evolver.evolve(other, event);
        }
        if (fold == null || other == null) {
            return "the store keeps no events of it";
        }
        RunRow row = stored.row();
        boolean same = row.seq() == fold.seq()
                && row.status() == fold.status()
                && java.util.Objects.equals(row.state(), fold.state())
                && row.usage().equals(fold.usage());
        if (!same) {
            return "the store says it is " + row.status().text() + " at event " + row.seq() + ", and its log comes to "
                    + fold.status().text() + " at event " + fold.seq();
        }
        return text(fold).equals(text(other)) ? null : "its snapshot is not what its log comes to";
    }

    private static String text(Run run) {
        return LogText.write(SnapshotJson.head(run));
    }

    /** The file in its place, or in that of the workspace's flow of the same name. */
    private TriedFlow tried(String written) {
        Path file = terminal.path(written);
        boolean aside = !written.endsWith(FLOW)
                || Workspaces.above(file.resolveSibling("")).isEmpty();
        if (Files.isRegularFile(file) && aside) {
            FlowFile place = FlowFile.find(terminal, DeclaredName.of(file, written), workspace);
            return TriedFlow.of(terminal, place, written);
        }
        return TriedFlow.itself(terminal, FlowFile.find(terminal, written, workspace));
    }

    private Path folder(@Nullable TriedFlow tried) {
        if (workspace != null || flow == null || tried == null) {
            return Workspaces.choose(terminal, workspace);
        }
        Path file = terminal.path(flow);
        return Files.isRegularFile(file)
                ? Workspaces.above(file.resolveSibling("")).orElseGet(() -> Workspaces.choose(terminal, null))
                : Workspaces.choose(terminal, null);
    }

    private static FlowName name(TriedFlow tried) {
        return tried.flow().flow().name();
    }

    private @Nullable RunStatus status() {
        if (status == null) {
            return null;
        }
        for (RunStatus one : RunStatus.values()) {
            if (one.text().equals(status)) {
                return one;
            }
        }
        throw new Complaint("there is no status '" + status
                + "'; a run is running, paused, stuck, succeeded, failed or " + "cancelled");
    }
}
