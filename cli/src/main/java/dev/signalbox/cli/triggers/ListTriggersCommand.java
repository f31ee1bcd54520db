package dev.signalbox.cli.triggers;

import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.EngineOptions;
import dev.signalbox.cli.place.Engines;
import dev.signalbox.cli.place.Opened;
import dev.signalbox.cli.print.Printer;
import dev.signalbox.runtime.api.TriggerViews.LastView;
import dev.signalbox.runtime.api.TriggerViews.TriggerView;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "ls", description = "List the triggers of the workspace's flows.")
final class ListTriggersCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final EngineOptions engine = new EngineOptions();

    @Option(names = "--json", description = "One JSON object: {\"items\": […]}.")
    private boolean json;

    ListTriggersCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Opened opened = Engines.toLook(terminal, engine)) {
            List<TriggerView> triggers = opened.operations().triggers();
            if (json) {
                terminal.out().println(Printer.json(Map.of("items", triggers)));
            } else if (triggers.isEmpty()) {
                terminal.out().println("no triggers");
            } else {
                terminal.out()
                        .println(Printer.table(
                                List.of("TRIGGER", "AT", "NEXT", "LAST", "STATE"),
                                triggers.stream().map(ListTriggersCommand::row).toList()));
            }
            return Exit.FINE;
        }
    }

    private static List<String> row(TriggerView trigger) {
        return List.of(
                trigger.flow() + "/" + trigger.name(),
                trigger.at() + (trigger.zone() == null ? "" : " " + trigger.zone()),
                trigger.nextAt() == null ? "" : trigger.nextAt(),
                last(trigger.last()),
                state(trigger));
    }

    private static String last(@org.jspecify.annotations.Nullable LastView last) {
        if (last == null) {
            return "";
        }
        return last.at() + "  " + (last.problem() != null ? last.problem() : String.valueOf(last.run()));
    }

    private static String state(TriggerView trigger) {
        if (trigger.paused() != null) {
            return "paused by " + trigger.paused().by();
        }
        return trigger.problem() == null ? "ready" : trigger.problem();
    }
}
