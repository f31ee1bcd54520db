package dev.signalbox.cli.runs;

import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.Opened;
import dev.signalbox.cli.print.Printer;
import dev.signalbox.runtime.api.EvidenceViews;
import dev.signalbox.runtime.api.Views;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "ask", description = "Ask, or answer, about what a run waits for. It decides nothing.")
final class AskCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final WhichHold which = new WhichHold();

    @Parameters(index = "1", paramLabel = "TEXT", description = "What to ask or to answer.")
    private String text = "";

    AskCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Opened opened = which.open(terminal)) {
            Views.HoldView hold = which.find(opened);
            EvidenceViews.HoldEvidence now = opened.operations().discuss(hold.id(), text, opened.actor());
            terminal.out().println("about: " + Printer.line(hold.title()));
            now.thread().forEach(said -> terminal.out().println(said.by() + ": " + Printer.line(said.text())));
            return Exit.FINE;
        }
    }
}
