package dev.signalbox.cli.mcp;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.OpenWorkspace;
import dev.signalbox.cli.place.RewrittenFile;
import dev.signalbox.cli.place.Workspaces;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.Transport;
import dev.signalbox.dsl.read.Places;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.runtime.mcp.PinFile;
import dev.signalbox.runtime.mcp.Tool;
import dev.signalbox.runtime.mcp.ToolChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "pin",
        description =
                "Ask the MCP servers what the tools of the workspace's actions are, and write each one's hash into its"
                        + " action. A tool that is another than it was is shown, and pinned anew only with --accept.")
final class PinCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = {"-w", "--workspace"},
            paramLabel = "FOLDER",
            description = "The workspace. Default: the one around this folder, else the only one directly below it.")
    private @Nullable String workspace;

    @Option(names = "--accept", description = "Pin changed tools as they are now.")
    private boolean accept;

    @Option(names = "--check", description = "Write nothing; exit with 1 when anything would change.")
    private boolean check;

    private final List<Tool> pinned = new ArrayList<>();
    private boolean found;

    PinCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path folder = Workspaces.choose(terminal, workspace);
        OpenWorkspace open = OpenWorkspace.load(folder);
        try (Servers servers = new Servers(terminal, open.loaded().workspace())) {
            file(
                    folder,
                    Workspaces.FILE,
                    open.loaded().workspace().actions().values(),
                    open.loaded().read().places(),
                    servers);
            for (ReadFlow read : open.loaded().flows().values()) {
                if (read.flow() != null) {
                    file(
                            folder,
                            read.path(),
                            read.flow().actions().values().stream()
                                    .filter(action -> !action.shared())
                                    .toList(),
                            read.places(),
                            servers);
                }
            }
            if (!check && !pinned.isEmpty()) {
                PinFile.add(folder, pinned);
            }
        } catch (IOException e) {
            throw new Complaint("a file of the workspace cannot be written: " + e.getMessage());
        }
        terminal.out().flush();
        return found ? Exit.FINDINGS : Exit.FINE;
    }

    private void file(Path folder, String path, Collection<Action> actions, Places places, Servers servers)
            throws IOException {
        Path file = folder.resolve(path);
        PinnedText text = new PinnedText(Files.exists(file) ? Files.readString(file) : "");
        for (Action action : actions) {
            if (action.transport() instanceof Transport.Mcp mcp) {
                String where = terminal.show(file) + ": " + action.name() + ": ";
                Tool tool = servers.tools(mcp.server()).get(mcp.tool());
                if (tool == null) {
                    tell(where + "the MCP server " + mcp.server() + " has no tool " + mcp.tool());
                } else if (one(folder, where, mcp, tool)) {
                    text.pin(action.place().path() + "/mcp", places, tool.pin());
                }
                if (tool != null) {
                    ToolSketch.misfits(
                                    action.args().json(),
                                    action.returns() == null
                                            ? null
                                            : action.returns().json(),
                                    tool)
                            .forEach(misfit -> tell(where + misfit));
                }
            }
        }
        if (!check && text.isChanged()) {
            RewrittenFile.write(file.toRealPath(), terminal.show(file), text.before(), text.text());
        }
    }

    /** Whether the action gets this tool's pin. */
    private boolean one(Path folder, String where, Transport.Mcp mcp, Tool tool) {
        String before = mcp.schema();
        if (tool.pin().equals(before)) {
            pinned.add(tool);
            return false;
        }
        if (before == null) {
            pinned.add(tool);
            if (check) {
                tell(where + mcp.tool() + " is not pinned");
            } else {
                terminal.out().println(where + "pinned " + mcp.tool() + " as " + tool.pin());
            }
            return true;
        }
        Tool known = PinFile.find(folder, before);
        List<String> changes = known == null
                ? List.of("was " + before + ", is " + tool.pin() + " (" + PinFile.NAME + " does not know what it was)")
                : ToolChange.between(known, tool);
        String said = where + mcp.tool() + " is another than it was: " + String.join("; ", changes);
        if (accept && !check) {
            pinned.add(tool);
            terminal.out().println(said + "; pinned anew");
            return true;
        }
        tell(said + "; --accept pins it anew");
        return false;
    }

    private void tell(String finding) {
        found = true;
        terminal.out().println(finding);
    }
}
