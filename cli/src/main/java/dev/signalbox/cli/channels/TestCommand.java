package dev.signalbox.cli.channels;

import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.EngineOptions;
import dev.signalbox.cli.place.Engines;
import dev.signalbox.cli.place.Opened;
import dev.signalbox.cli.print.Printer;
import dev.signalbox.runtime.api.Problem;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "test", description = "Send a test notice through a channel, now.")
final class TestCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final EngineOptions engine = new EngineOptions();

    @Parameters(paramLabel = "CHANNEL", description = "Its name under `channels` in signalbox.yaml.")
    private String channel = "";

    @Option(names = "--json", description = "One JSON object: {\"sent\": …, \"problem\": \"…\"}.")
    private boolean json;

    TestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Opened opened = Engines.toLook(terminal, engine)) {
            opened.operations().testChannel(channel, opened.actor());
            terminal.out().println(json ? Printer.json(Map.of("sent", true)) : channel + " took the test notice");
            return Exit.FINE;
        } catch (Problem problem) {
            if (problem.kind() != Problem.Kind.UNAVAILABLE) {
                throw problem;
            }
            String why = String.valueOf(problem.getMessage());
            terminal.out()
                    .println(
                            json
                                    ? Printer.json(Map.of("sent", false, "problem", why))
                                    : channel + " did not take the test notice: " + why);
            return Exit.FINDINGS;
        }
    }
}
