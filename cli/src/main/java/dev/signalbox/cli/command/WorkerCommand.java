package dev.signalbox.cli.command;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.EngineOptions;
import dev.signalbox.cli.place.Engines;
import dev.signalbox.cli.place.Workspaces;
import dev.signalbox.console.ConsoleConfig;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.dispatch.Bounds;
import dev.signalbox.runtime.port.Telemetry;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * One engine more on a shared store, without a console: it does what others have no room for, takes over what a dead one left,
 * and wakes what is due.
 */
@Command(name = "worker", description = "Share the work of a server on the same PostgreSQL store, until Ctrl-C.")
final class WorkerCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description =
                    "Where browsers reach the server's console, https://signalbox.example: then this worker sends notices "
                            + "too. Without it they are left to the server.")
    private @Nullable String publicUrl;

    @Mixin
    private final EngineOptions engine = new EngineOptions();

    WorkerCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (engine.store() == null) {
            throw new Complaint("a worker shares a server's store; name it, --db postgresql://HOST/DATABASE");
        }
        URI console = publicUrl == null ? null : ConsoleConfig.publicUrl(publicUrl);
        Path folder = Workspaces.choose(terminal, engine.workspace());
        try (Stopping stopping = new Stopping();
                Engine running = Engines.serving(terminal, folder, engine, Telemetry.NONE, Bounds.DEFAULT.drain())) {
            if (!running.shared()) {
                throw new Complaint("a store of that kind has one owner; several workers need PostgreSQL");
            }
            running.takeUp();
            if (console != null) {
                running.sendNotices(console);
            }
            terminal.out().println("Signalbox works for " + terminal.show(folder) + "; Ctrl-C stops.");
            terminal.out().flush();
            if (!stopping.awaitWhileWell(running)) {
                return Exit.USAGE; // why has been said
            }
            terminal.remark("stopping; what is under way goes on elsewhere");
            running.drain();
        }
        return Exit.FINE;
    }
}
