package dev.signalbox.cli.command;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.EngineOptions;
import dev.signalbox.cli.place.Engines;
import dev.signalbox.cli.place.RunningServer;
import dev.signalbox.cli.place.Workspaces;
import dev.signalbox.cli.print.Printer;
import dev.signalbox.console.ConsoleConfig;
import dev.signalbox.console.ConsoleServer;
import dev.signalbox.console.access.Admission;
import dev.signalbox.console.api.Setup;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.value.Durations;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.action.WorkspaceEnvironment;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.telemetry.Meters;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "serve", description = "Run a workspace with its console until Ctrl-C.")
final class ServeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "WORKSPACE",
            arity = "0..1",
            description =
                    "The folder with signalbox.yaml. Default: the one around this folder, else the only one below.")
    private @Nullable String workspace;

    @Option(names = "--port", paramLabel = "N", description = "0 for any free one. Default: ${DEFAULT-VALUE}.")
    private int port = ConsoleConfig.DEFAULT_PORT;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "What to bind to. Another address than this machine's own needs configured people. "
                    + "Default: ${DEFAULT-VALUE}.")
    private String host = "127.0.0.1";

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "Where browsers reach this server, behind a proxy: https://signalbox.example.")
    private @Nullable String publicUrl;

    @Mixin
    private final EngineOptions engine = new EngineOptions();

    @Option(
            names = "--drain",
            paramLabel = "TIME",
            description =
                    "How long stopping waits for calls under way before it interrupts them, to be taken up at the "
                            + "next start. Default: ${DEFAULT-VALUE}.")
    private String drain = "5s";

    @Option(
            names = "--edit",
            description = "Let authors save flow files from the console though other machines reach it. "
                    + "Without it they save only where the server is bound to this machine alone.")
    private boolean edit;

    @Option(names = "--json", description = "Say where in one line of JSON.")
    private boolean json;

    ServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (workspace != null && engine.workspace() != null) {
            throw new Complaint("name the workspace once, not with --workspace as well");
        }
        Duration patience = Durations.parse(drain);
        if (patience == null) {
            throw new Complaint("--drain takes a time such as 30s or 2m, not '" + drain + "'");
        }
        Path folder = Workspaces.choose(terminal, workspace == null ? engine.workspace() : workspace);
        RunningServer other = RunningServer.of(folder);
        if (other != null) {
            throw new Complaint("a server runs this workspace already, at " + other.url());
        }
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (Stopping stopping = new Stopping();
                JvmMeters jvm = JvmMeters.in(meters);
                Engine running = Engines.serving(terminal, folder, engine, new Meters(meters), patience);
                ConsoleServer server = ConsoleServer.start(running, config(folder, running), jvm.vitals(running))) {
            running.takeUp();
            running.sendNotices(URI.create(server.reachedAt()));
            tell(folder, running, server);
            if (!stopping.awaitWhileWell(running)) {
                return Exit.USAGE; // why has been said
            }
            terminal.remark(
                    "stopping; what is under way and does not end within " + drain + " goes on at the next start");
            running.drain();
        }
        return Exit.FINE;
    }

    private ConsoleConfig config(Path folder, Engine running) {
        Map<String, String> environment = terminal.environment();
        Supplier<Workspace> workspace = running::soundWorkspace;
        WorkspaceEnvironment secrets = new WorkspaceEnvironment(workspace, environment, Map.of());
        ConsoleConfig config = ConsoleConfig.of(folder, environment)
                .withPort(port)
                .withAdmission(() -> Admission.of(workspace.get(), environment, secrets::secret))
                .withSetup(new Setup(workspace, name -> secrets.secret(name) != null, Root.version(), store(running)))
                .withArrivals(running::arrive)
                .withAddress(host)
                .withEdit(edit);
        return publicUrl == null ? config : config.withPublicUrl(publicUrl);
    }

    private String store(Engine running) {
        return running.shared() ? "PostgreSQL" : "memory".equals(engine.store()) ? "memory" : "SQLite";
    }

    private void tell(Path folder, Engine running, ConsoleServer server) {
        List<Views.FlowSummary> flows = running.flows();
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("url", server.url());
            object.put("sign_in", server.signInUrl());
            object.put("workspace", folder.toString());
            terminal.out().println(Printer.json(object));
        } else {
            terminal.out()
                    .println("Signalbox serves " + terminal.show(folder) + " (" + flows.size()
                            + (flows.size() == 1 ? " flow" : " flows") + ") at " + server.url());
            terminal.out().println();
            terminal.out().println("  Sign in:  " + server.signInUrl());
            terminal.out().println();
            terminal.out().println("The address works once; Ctrl-C stops.");
        }
        terminal.out().flush();
        flows.stream()
                .filter(flow -> !flow.valid())
                .forEach(flow ->
                        terminal.remark(flow.file() + " has errors and is not served; see 'signalbox validate'"));
    }
}
