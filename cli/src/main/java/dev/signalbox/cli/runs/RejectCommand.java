package dev.signalbox.cli.runs;

import dev.signalbox.cli.Terminal;
import dev.signalbox.runtime.api.Views;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "reject", description = "Reject what a run waits for, and follow the run.")
final class RejectCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final Deciding deciding = new Deciding();

    RejectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return deciding.decide(
                terminal,
                asked -> new Views.DecisionRequest("reject", asked.hash(), null, null, null, deciding.note()));
    }
}
