package dev.signalbox.cli.triggers;

import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.EngineOptions;
import dev.signalbox.cli.place.Engines;
import dev.signalbox.cli.place.Opened;
import dev.signalbox.cli.print.Printer;
import dev.signalbox.runtime.api.TriggerViews.TrialView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "try", description = "Show the input that a trigger would start a run with. Starts nothing.")
final class TryTriggerCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final EngineOptions engine = new EngineOptions();

    @Mixin
    private final WhichTrigger which = new WhichTrigger();

    @Mixin
    private final Given given = new Given();

    @Option(names = "--json", description = "One line of JSON: {\"input\": …, \"problems\": […]}.")
    private boolean json;

    TryTriggerCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Opened opened = Engines.toLook(terminal, engine)) {
            TrialView tried = opened.operations().tryOut(which.flow(), which.name(), given.request(terminal));
            if (json) {
                terminal.out().println(Printer.json(tried));
            } else if (tried.input() != null) {
                terminal.out().println(Printer.json(tried.input()));
            } else {
                tried.problems().forEach(problem -> terminal.out().println("does not fit: " + problem));
            }
            return tried.input() == null ? Exit.FINDINGS : Exit.FINE;
        }
    }
}
