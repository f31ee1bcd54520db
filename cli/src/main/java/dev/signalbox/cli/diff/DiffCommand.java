package dev.signalbox.cli.diff;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.print.FormatOptions;
import dev.signalbox.cli.print.Formats;
import dev.signalbox.dsl.diff.Change;
import dev.signalbox.dsl.diff.FlowDiff;
import dev.signalbox.dsl.diff.Weight;
import dev.signalbox.dsl.diff.WorkspaceDiff;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.read.LoadedWorkspace;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares two versions of a flow or a workspace, for whoever reviews a change. */
@Command(
        name = "diff",
        description = "Tell what changed in meaning between two versions of a flow, safety first.",
        footer = "Formats: human, json and markdown.")
public final class DiffCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            index = "0",
            paramLabel = "OLD",
            description = "A flow file or a workspace folder, or of a commit REVISION:PATH.")
    private String old = "";

    @Parameters(index = "1", paramLabel = "NEW", description = "What became of it, written the same way.")
    private String now = "";

    @Option(
            names = "--fail-on",
            paramLabel = "WEIGHT",
            description = "safety, behaviour or any: changes that make the exit code 1. Default: none does.")
    private @Nullable String failOn;

    @Mixin
    private FormatOptions formatOptions = new FormatOptions("human", "json", "markdown");

    public DiffCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Formats formats = formatOptions.formats();
        Weight least = failOn();
        Version before = Version.find(terminal, old);
        Version after = Version.find(terminal, now);
        if ((before.path() == null) != (after.path() == null)) {
            throw new Complaint("a file is compared with a file, a folder with a folder");
        }
        Told told = new Told(before, after, changes(before, after));
        formats.write(terminal, form -> switch (form) {
            case "json" -> DiffJson.write(told);
            case "markdown" -> DiffMarkdown.write(told);
            default -> DiffText.write(told);
        });
        return least != null
                        && told.changes().stream()
                                .anyMatch(change -> change.weight().compareTo(least) <= 0)
                ? Exit.FINDINGS
                : Exit.FINE;
    }

    private static List<Change> changes(Version before, Version after) {
        if (before.path() == null) {
            LoadedWorkspace was = before.load();
            LoadedWorkspace is = after.load();
            if (was.flows().isEmpty() && is.flows().isEmpty()) {
                throw new Complaint("there is no flow in " + before.written() + " and none in " + after.written());
            }
            return WorkspaceDiff.of(was, is);
        }
        // A file that stands outside every workspace is read as if it stood in the other's.
        Workspace was = (before.hasWorkspace() ? before : after).load().workspace();
        Workspace is = (after.hasWorkspace() ? after : before).load().workspace();
        return FlowDiff.of(before.flow(was), after.flow(is), true);
    }

    private @Nullable Weight failOn() {
        return switch (failOn) {
            case null -> null;
            case "safety" -> Weight.SAFETY;
            case "behaviour" -> Weight.BEHAVIOUR;
            case "any" -> Weight.COSMETIC;
            default -> throw new Complaint("--fail-on takes safety, behaviour or any, not '" + failOn + "'");
        };
    }
}
