package dev.signalbox.cli.triggers;

import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.EngineOptions;
import dev.signalbox.cli.place.Engines;
import dev.signalbox.cli.place.Opened;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "resume", description = "Let a paused trigger start runs again.")
final class ResumeTriggerCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final EngineOptions engine = new EngineOptions();

    @Mixin
    private final WhichTrigger which = new WhichTrigger();

    @Option(names = "--json", description = "The trigger as one line of JSON.")
    private boolean json;

    ResumeTriggerCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Opened opened = Engines.toLook(terminal, engine)) {
            WhichTrigger.tell(terminal, opened.operations().resume(which.flow(), which.name(), opened.actor()), json);
            return Exit.FINE;
        }
    }
}
