package dev.signalbox.cli.runs;

import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.EngineOptions;
import dev.signalbox.cli.place.Engines;
import dev.signalbox.cli.place.Opened;
import dev.signalbox.runtime.api.Views;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "fork", description = "Start a new run of the same bundle with the same input, and follow it.")
final class ForkCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final EngineOptions engine = new EngineOptions();

    @Parameters(paramLabel = "RUN", description = "The run's id.")
    private String run = "";

    @Option(
            names = "--by",
            paramLabel = "WHO",
            description = "Who asks for it. Without a server, recorded as not signed in.")
    private @Nullable String by;

    @Option(names = "--json", description = "One line of JSON: how the run stands then.")
    private boolean json;

    ForkCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Opened opened = Engines.toAct(terminal, engine, by)) {
            Following following = new Following(terminal, opened, json, engine.again());
            Views.RunView begun = opened.operations().fork(run, opened.actor());
            if (!json) {
                terminal.out().println("run " + begun.id());
            }
            return following.follow(begun.id(), 0);
        }
    }
}
