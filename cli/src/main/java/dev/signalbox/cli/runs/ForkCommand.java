package dev.signalbox.cli.runs;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.EngineOptions;
import dev.signalbox.cli.place.Engines;
import dev.signalbox.cli.place.Opened;
import dev.signalbox.cli.print.ForkText;
import dev.signalbox.cli.print.Printer;
import dev.signalbox.runtime.api.ForkViews;
import dev.signalbox.runtime.api.Views;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "fork",
        description = {
            "Start a new run with the beginning of this one, by the same bundle, and follow it; without --at one with the same "
                    + "input, which does everything again.",
            "With --at what this run was answered later is taken, where the fork asks the same; whatever differs is asked really. "
                    + "A call that has to be approved is approved anew."
        })
final class ForkCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final EngineOptions engine = new EngineOptions();

    @Parameters(paramLabel = "RUN", description = "The run's id.")
    private String run = "";

    @Option(names = "--at", paramLabel = "SEQ", description = "The event after which the fork goes its own way.")
    private @Nullable Long at;

    @Option(names = "--again", description = "With --at: ask everything again instead of taking recorded answers.")
    private boolean again;

    @Option(names = "--dry-run", description = "With --at: only say what the fork would do.")
    private boolean dryRun;

    @Option(
            names = "--by",
            paramLabel = "WHO",
            description = "Who asks for it. Without a server, recorded as not signed in.")
    private @Nullable String by;

    @Option(names = "--json", description = "One line of JSON: how the run stands then; with --dry-run, the plan.")
    private boolean json;

    ForkCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (at == null && (again || dryRun)) {
            throw new Complaint((again ? "--again" : "--dry-run") + " needs --at SEQ; 'signalbox runs events " + run
                    + "' numbers the events");
        }
        ForkViews.ForkRequest request = new ForkViews.ForkRequest(at, again);
        try (Opened opened = Engines.toAct(terminal, engine, by)) {
            if (dryRun) {
                tell(opened.operations().forkPlan(run, request, opened.actor()));
                return Exit.FINE;
            }
            Following following = new Following(terminal, opened, json, engine.again());
            Views.RunView begun = opened.operations().fork(run, request, opened.actor());
            if (!json) {
                terminal.out().println("run " + begun.id());
            }
            return following.follow(begun.id(), 0);
        }
    }

    private void tell(ForkViews.ForkPlan plan) {
        if (json) {
            terminal.out().println(Printer.json(plan));
        } else {
            ForkText.lines(plan).forEach(terminal.out()::println);
        }
        terminal.out().flush();
    }
}
