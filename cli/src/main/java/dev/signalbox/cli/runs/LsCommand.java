package dev.signalbox.cli.runs;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.EngineOptions;
import dev.signalbox.cli.place.Engines;
import dev.signalbox.cli.place.Opened;
import dev.signalbox.cli.print.Printer;
import dev.signalbox.runtime.api.Views;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "ls", description = "List runs, the newest first.")
final class LsCommand implements Callable<Integer> {
    private static final Set<String> STATUSES =
            Set.of("running", "paused", "stuck", "succeeded", "failed", "cancelled");
    private static final int LARGEST_PAGE = 200;

    private final Terminal terminal;

    @Mixin
    private final EngineOptions engine = new EngineOptions();

    @Option(names = "--flow", paramLabel = "NAME", description = "Only runs of this flow.")
    private @Nullable String flow;

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description = "Only runs that are running, paused, stuck, succeeded, failed or cancelled.")
    private @Nullable String status;

    @Option(names = "--key", paramLabel = "KEY", description = "Only runs with this key.")
    private @Nullable String key;

    @Option(
            names = "--waits-on",
            paramLabel = "NAME",
            description = "Only runs that wait for a decision of this person, their groups, or this group.")
    private @Nullable String waitsOn;

    @Option(names = "--started-by", paramLabel = "NAME", description = "Only runs that this person started.")
    private @Nullable String startedBy;

    @Option(
            names = "--text",
            paramLabel = "TEXT",
            description = "Only runs with it in their id, flow, key, state, who started them or what they wait for.")
    private @Nullable String text;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only runs started then or later: a time, or a day in UTC (2026-03-02).")
    private @Nullable String since;

    @Option(names = "--limit", paramLabel = "N", description = "How many, 1 to 200. Default: ${DEFAULT-VALUE}.")
    private int limit = 50;

    @Option(names = "--cursor", paramLabel = "CURSOR", description = "The next page: what the last one gave as next.")
    private @Nullable String cursor;

    @Option(names = "--json", description = "One JSON object: {\"items\": […], \"next\": \"…\"}.")
    private boolean json;

    LsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (status != null && !STATUSES.contains(status)) {
            throw new Complaint("there is no status '" + status + "'; a run is "
                    + String.join(", ", STATUSES.stream().sorted().toList()));
        }
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new Complaint("--limit must be from 1 to " + LARGEST_PAGE);
        }
        try (Opened opened = Engines.toLook(terminal, engine)) {
            Views.Page<Views.RunSummary> page = opened.operations()
                    .runs(new Views.RunFilter(flow, status, key, waitsOn, startedBy, text, since, cursor, limit));
            if (json) {
                terminal.out().println(Printer.json(page));
            } else {
                print(page);
            }
            return Exit.FINE;
        }
    }

    private void print(Views.Page<Views.RunSummary> page) {
        if (page.items().isEmpty()) {
            terminal.out().println("no runs");
            return;
        }
        terminal.out()
                .println(Printer.table(
                        List.of("RUN", "FLOW", "STATUS", "STATE", "WAITS FOR", "KEY", "STARTED"),
                        page.items().stream().map(LsCommand::row).toList()));
        if (page.next() != null) {
            terminal.out().println("more: --cursor " + page.next());
        }
    }

    private static List<String> row(Views.RunSummary run) {
        return List.of(
                run.id(),
                run.flow(),
                run.status(),
                run.state() == null ? "" : run.state(),
                run.waitingFor() == null ? "" : run.waitingFor(),
                run.key() == null ? "" : run.key(),
                run.startedAt());
    }
}
