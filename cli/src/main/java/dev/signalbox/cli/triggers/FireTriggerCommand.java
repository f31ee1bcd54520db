package dev.signalbox.cli.triggers;

import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.EngineOptions;
import dev.signalbox.cli.place.Engines;
import dev.signalbox.cli.place.Opened;
import dev.signalbox.cli.print.Printer;
import dev.signalbox.runtime.api.Views;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "fire", description = "Start a run as a trigger would, now and in your own name.")
final class FireTriggerCommand implements Callable<Integer> {
    private static final Duration SETTLE = Duration.ofMinutes(10);

    private final Terminal terminal;

    @Mixin
    private final EngineOptions engine = new EngineOptions();

    @Mixin
    private final WhichTrigger which = new WhichTrigger();

    @Mixin
    private final Given given = new Given();

    @Option(
            names = "--by",
            paramLabel = "WHO",
            description = "Who starts it. Without a server, recorded as not signed in.")
    private @Nullable String by;

    @Option(names = "--json", description = "The run as one line of JSON.")
    private boolean json;

    FireTriggerCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Opened opened = Engines.toAct(terminal, engine, by)) {
            Views.RunView started =
                    opened.operations().fire(which.flow(), which.name(), given.request(terminal), opened.actor());
            // An embedded engine ends with this command, so it carries on first what it began.
            Views.RunView run = opened.operations().await(started.id(), SETTLE);
            terminal.out().println(json ? Printer.json(run) : run.id() + "  " + run.status());
            return Exit.FINE;
        }
    }
}
