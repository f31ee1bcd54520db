package dev.signalbox.cli.runs;

import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.Argument;
import dev.signalbox.cli.place.EngineOptions;
import dev.signalbox.cli.place.Engines;
import dev.signalbox.cli.place.Opened;
import dev.signalbox.cli.print.Printer;
import dev.signalbox.runtime.api.Views;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "send",
        description = "Send an outside event to the runs that wait for it and the triggers that listen to it.")
final class SendCommand implements Callable<Integer> {
    private static final Duration SETTLE = Duration.ofMinutes(10);

    private final Terminal terminal;

    @Mixin
    private final EngineOptions engine = new EngineOptions();

    @Parameters(paramLabel = "EVENT", description = "The event's name, as flows declare it.")
    private String event = "";

    @Option(names = "--key", paramLabel = "KEY", description = "Which run is meant.")
    private @Nullable String key;

    @Option(names = "--payload", paramLabel = "JSON|@FILE", description = "What it carries.")
    private @Nullable String payload;

    @Option(names = "--id", paramLabel = "ID", description = "Counts it once, however often it is sent.")
    private @Nullable String id;

    @Option(
            names = "--by",
            paramLabel = "WHO",
            description = "Who sends it. Without a server, recorded as not signed in.")
    private @Nullable String by;

    @Option(names = "--json", description = "One line of JSON: the event's id and the runs that took it.")
    private boolean json;

    SendCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Object value = payload == null ? null : Argument.json(terminal, payload, "--payload");
        try (Opened opened = Engines.toAct(terminal, engine, by)) {
            Views.EventReceipt receipt =
                    opened.operations().send(new Views.EventRequest(event, key, id, value), opened.actor());
            // An embedded engine ends with this command, so it carries on first what the event set going.
            List<String> runs = Stream.concat(receipt.runs().stream(), receipt.started().stream())
                    .toList();
            runs.forEach(run -> opened.operations().await(run, SETTLE));
            if (json) {
                terminal.out().println(Printer.json(receipt));
            } else if (runs.isEmpty()) {
                terminal.out().println("no open run takes " + event + (key == null ? "" : " for " + key));
            } else {
                runs.forEach(run -> terminal.out()
                        .println(run + "  " + opened.operations().run(run).status()));
                receipt.problems().forEach(terminal::remark);
            }
            return Exit.FINE;
        }
    }
}
