package dev.signalbox.cli.triggers;

import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.EngineOptions;
import dev.signalbox.cli.place.Engines;
import dev.signalbox.cli.place.Opened;
import dev.signalbox.runtime.api.TriggerOperations;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code triggers pause} and {@code triggers resume}: they differ in one word. */
@Command
final class PauseTriggerCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final EngineOptions engine = new EngineOptions();

    @Mixin
    private final WhichTrigger which = new WhichTrigger();

    @Option(names = "--json", description = "The trigger as one line of JSON.")
    private boolean json;

    private final boolean pauses;

    private PauseTriggerCommand(Terminal terminal, boolean pauses) {
        this.terminal = terminal;
        this.pauses = pauses;
    }

    static CommandLine pause(Terminal terminal) {
        return named(terminal, "pause", true, "Let a trigger start nothing until it is resumed.");
    }

    static CommandLine resume(Terminal terminal) {
        return named(terminal, "resume", false, "Let a paused trigger start runs again.");
    }

    private static CommandLine named(Terminal terminal, String name, boolean pauses, String does) {
        CommandLine line = new CommandLine(new PauseTriggerCommand(terminal, pauses)).setCommandName(name);
        line.getCommandSpec().usageMessage().description(does);
        return line;
    }

    @Override
    public Integer call() {
        try (Opened opened = Engines.toLook(terminal, engine)) {
            TriggerOperations triggers = opened.operations();
            WhichTrigger.tell(
                    terminal,
                    pauses
                            ? triggers.pause(which.flow(), which.name(), opened.actor())
                            : triggers.resume(which.flow(), which.name(), opened.actor()),
                    json);
            return Exit.FINE;
        }
    }
}
