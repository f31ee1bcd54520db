package dev.signalbox.cli.runs;

import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.EngineOptions;
import dev.signalbox.cli.place.Engines;
import dev.signalbox.cli.place.Opened;
import dev.signalbox.cli.print.Printer;
import dev.signalbox.cli.print.Timeline;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "events", description = "Print a run's log, one event a line.")
final class EventsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final EngineOptions engine = new EngineOptions();

    @Parameters(paramLabel = "RUN", description = "The run's id.")
    private String run = "";

    @Option(names = "--after", paramLabel = "SEQ", description = "Only events after this number.")
    private long after;

    @Option(names = "--json", description = "Each event as its JSON object.")
    private boolean json;

    EventsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Opened opened = Engines.toLook(terminal, engine)) {
            // Asked first, so that an unknown run is said to be unknown rather than to have no events.
            opened.operations().run(run);
            Timeline timeline = new Timeline(ZoneId.systemDefault());
            Log.read(opened.operations(), run, after, event -> {
                if (json) {
                    terminal.out().println(Printer.json(event));
                } else {
                    timeline.line(event)
                            .ifPresent(line -> terminal.out().println("%5s  %s".formatted(event.get("seq"), line)));
                }
            });
            return Exit.FINE;
        }
    }
}
