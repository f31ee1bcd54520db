package dev.signalbox.cli.command;

import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.Argument;
import dev.signalbox.cli.place.EngineOptions;
import dev.signalbox.cli.place.Engines;
import dev.signalbox.cli.place.FlowFile;
import dev.signalbox.cli.place.Opened;
import dev.signalbox.cli.runs.Following;
import dev.signalbox.runtime.api.Views;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "run", description = "Start a run of a flow, and follow it until it pauses or ends.")
final class RunCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final EngineOptions engine = new EngineOptions();

    @Parameters(paramLabel = "FLOW", description = "A flow file, or the name of a flow of the workspace.")
    private String flow = "";

    @Option(names = "--input", paramLabel = "JSON|@FILE", description = "What the run is started with. Default: {}.")
    private @Nullable String input;

    @Option(
            names = "--by",
            paramLabel = "WHO",
            description = "Who starts it. Without a server, recorded as not signed in.")
    private @Nullable String by;

    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            description = "The same key within a day gives the run it gave before.")
    private @Nullable String idempotencyKey;

    @Option(names = "--json", description = "One line of JSON: how the run stands when it pauses or ends.")
    private boolean json;

    RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Map<String, Object> values = input == null ? Map.of() : Argument.object(terminal, input, "--input");
        FlowFile file = FlowFile.find(terminal, flow, engine.workspace()).valid(terminal);
        try (Opened opened = Engines.toAct(terminal, file.workspace(), engine, by)) {
            Views.RunView run = opened.operations().start(file.name(), values, idempotencyKey, opened.actor());
            if (!json) {
                terminal.out().println("run " + run.id() + " of " + run.flow() + " " + run.version());
            }
            return new Following(terminal, opened, json, file.again(terminal, engine)).follow(run.id(), 0);
        }
    }
}
