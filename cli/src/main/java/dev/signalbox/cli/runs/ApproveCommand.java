package dev.signalbox.cli.runs;

import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.Argument;
import dev.signalbox.runtime.api.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "approve", description = "Approve what a run waits for, and follow the run.")
final class ApproveCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final Deciding deciding = new Deciding();

    @Option(
            names = "--edit",
            paramLabel = "NAME=VALUE",
            description = "Approve with this change, like refund.amount=850; the value is JSON, or else text.")
    private List<String> edits = new ArrayList<>();

    ApproveCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Map<String, Object> edit = Argument.pairs(terminal, edits, "--edit");
        return deciding.decide(
                terminal,
                asked -> new Views.DecisionRequest(
                        "approve",
                        asked.hash(),
                        edit.isEmpty() ? null : asked.edited(edit),
                        edit.isEmpty() ? null : edit,
                        null,
                        deciding.note()));
    }
}
