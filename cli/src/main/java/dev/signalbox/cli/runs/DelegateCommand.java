package dev.signalbox.cli.runs;

import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.Opened;
import dev.signalbox.cli.print.Printer;
import dev.signalbox.runtime.api.EvidenceViews;
import dev.signalbox.runtime.api.Views;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "delegate",
        description = "Give what a run waits for to a person or a group, of those who may decide it.")
final class DelegateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final WhichHold which = new WhichHold();

    @Option(names = "--to", required = true, paramLabel = "WHO", description = "A person or a group of the workspace.")
    private String to = "";

    @Option(names = "--note", paramLabel = "TEXT", description = "Why.")
    private @Nullable String note;

    DelegateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Opened opened = which.open(terminal)) {
            Views.HoldView hold = which.find(opened);
            EvidenceViews.HoldEvidence now = opened.operations().delegate(hold.id(), to, note, opened.actor());
            EvidenceViews.DelegationView has = now.delegated();
            terminal.out().println("given to " + (has == null ? to : has.to()) + ": " + Printer.line(hold.title()));
            return Exit.FINE;
        }
    }
}
