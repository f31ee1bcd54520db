package dev.signalbox.cli.runs;

import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.EngineOptions;
import dev.signalbox.cli.place.Engines;
import dev.signalbox.cli.place.Opened;
import dev.signalbox.runtime.api.EvidenceViews;
import dev.signalbox.runtime.api.Views;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "ask", description = "Ask, or answer, about what a run waits for. It decides nothing.")
final class AskCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final EngineOptions engine = new EngineOptions();

    @Parameters(
            index = "0",
            paramLabel = "ID",
            description = "The hold's id, or the id of a run with exactly one open hold.")
    private String id = "";

    @Parameters(index = "1", paramLabel = "TEXT", description = "What to ask or to answer.")
    private String text = "";

    @Option(
            names = "--by",
            paramLabel = "WHO",
            description = "Who says it. Without a server, recorded as not signed in.")
    private @Nullable String by;

    AskCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Opened opened = Engines.toAct(terminal, engine, by)) {
            Views.HoldView hold = Holds.find(opened.operations(), id);
            EvidenceViews.HoldEvidence now = opened.operations().discuss(hold.id(), text, opened.actor());
            terminal.out().println("about: " + hold.title());
            now.thread().forEach(said -> terminal.out().println(said.by() + ": " + said.text()));
            return Exit.FINE;
        }
    }
}
