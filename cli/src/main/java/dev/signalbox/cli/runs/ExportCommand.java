package dev.signalbox.cli.runs;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.Argument;
import dev.signalbox.cli.place.EngineOptions;
import dev.signalbox.cli.place.Engines;
import dev.signalbox.cli.place.Opened;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.runtime.api.Operations;
import dev.signalbox.runtime.api.Views;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "export", description = "Write the logs of runs, one event a line, each with its run and bundle.")
final class ExportCommand implements Callable<Integer> {
    private static final int PAGE = 200;

    private final Terminal terminal;

    @Mixin
    private final EngineOptions engine = new EngineOptions();

    @Option(
            names = "--run",
            paramLabel = "ID",
            description = "This run; may be given several times. Default: every run.")
    private List<String> runs = List.of();

    @Option(names = "--flow", paramLabel = "NAME", description = "Only runs of this flow.")
    private @Nullable String flow;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only runs started then or later: 2026-01-31T00:00:00Z, or how long ago, such as 7d.")
    private @Nullable String since;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "A file that is not there yet. Default: standard output.")
    private @Nullable String file;

    ExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!runs.isEmpty() && (flow != null || since != null)) {
            throw new Complaint("name runs with --run, or choose them with --flow and --since, not both");
        }
        Instant from = since == null ? Instant.MIN : Argument.since(since);
        try (Opened opened = Engines.toLook(terminal, engine)) {
            long events = file == null
                    ? export(opened.operations(), from, terminal.out())
                    : toFile(opened.operations(), from, terminal.path(file));
            terminal.remark(events + (events == 1 ? " event" : " events") + " exported");
            return Exit.FINE;
        }
    }

    private long toFile(Operations operations, Instant from, Path path) {
        try (PrintStream out = new PrintStream(
                Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                false,
                StandardCharsets.UTF_8)) {
            long events = export(operations, from, out);
            if (out.checkError()) {
                throw new Complaint("writing " + terminal.show(path) + " failed; what is there is not whole");
            }
            return events;
        } catch (FileAlreadyExistsException there) {
            throw new Complaint(terminal.show(path) + " is there already; name a new file");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(terminal.show(path) + " cannot be written", unwritable);
        }
    }

    private long export(Operations operations, Instant from, PrintStream out) {
        long events = 0;
        for (String run : runs) {
            events += one(operations, run, out);
        }
        String cursor = null;
        boolean more = runs.isEmpty();
        while (more) {
            Views.Page<Views.RunSummary> page = operations.runs(new Views.RunFilter(flow, null, null, cursor, PAGE));
            for (Views.RunSummary run : page.items()) {
                if (Instant.parse(run.startedAt()).isBefore(from)) {
                    return events; // the newest come first
                }
                events += one(operations, run.id(), out);
            }
            cursor = page.next();
            more = cursor != null;
        }
        return events;
    }

    private static long one(Operations operations, String id, PrintStream out) {
        Views.RunView run = operations.run(id);
        return Log.read(operations, id, 0, event -> {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("run", run.id());
            line.put("flow", run.flow());
            line.put("version", run.version());
            line.put("bundle", run.bundle());
            line.put("event", event);
            out.println(JsonText.write(line));
        });
    }
}
