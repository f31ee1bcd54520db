package dev.signalbox.cli.channels;

import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.EngineOptions;
import dev.signalbox.cli.place.Engines;
import dev.signalbox.cli.place.Opened;
import dev.signalbox.cli.print.Printer;
import dev.signalbox.runtime.api.NoticeViews;
import dev.signalbox.runtime.api.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "ls", description = "List the channels of the workspace, and how it stands with each.")
final class LsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final EngineOptions engine = new EngineOptions();

    @Option(names = "--json", description = "One JSON object: {\"items\": […]}.")
    private boolean json;

    LsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Opened opened = Engines.toLook(terminal, engine)) {
            List<NoticeViews.ChannelView> channels = opened.operations().channels();
            if (json) {
                terminal.out().println(Printer.json(new Views.Page<>(channels, null)));
            } else if (channels.isEmpty()) {
                terminal.out().println("no channels; signalbox.yaml names them under `channels`");
            } else {
                terminal.out()
                        .println(Printer.table(
                                List.of("CHANNEL", "KIND", "TELLS", "WAITING", "LAST SENT", "PROBLEM"),
                                channels.stream().map(LsCommand::row).toList()));
            }
            return Exit.FINE;
        }
    }

    private static List<String> row(NoticeViews.ChannelView channel) {
        NoticeViews.FailureView failure = channel.lastFailure();
        String problem = channel.problem() != null ? channel.problem() : failure == null ? "" : failure.message();
        return List.of(
                channel.name(),
                channel.kind(),
                String.join(", ", tells(channel)),
                Long.toString(channel.waiting()),
                channel.lastSentAt() == null ? "" : channel.lastSentAt(),
                problem);
    }

    private static List<String> tells(NoticeViews.ChannelView channel) {
        List<String> tells = new ArrayList<>(channel.people());
        tells.addAll(channel.groups());
        if (channel.stuck()) {
            tells.add("of stuck runs");
        }
        return tells;
    }
}
