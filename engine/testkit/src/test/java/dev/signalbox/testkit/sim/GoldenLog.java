package dev.signalbox.testkit.sim;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Decider;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.decide.Live;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.evolve.Evolver;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.bundle.Bundle;
import dev.signalbox.dsl.bundle.BundleOpener;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.codec.Codec;
import dev.signalbox.runtime.codec.LogText;
import dev.signalbox.runtime.codec.SnapshotJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A finished run in a folder: {@code bundle.json}, what it pinned; {@code commands.jsonl}, what was asked of it and when;
 * {@code log.jsonl}, its events as {@code runs events --json} tells them, one a line; {@code state.json}, the fold of them as
 * a snapshot keeps it.
 */
record GoldenLog(Path folder) {
    private static final Path ALL = Path.of("src/test/resources/golden");

    /** By the compiler that wrote them: logs and states alone, for what they were decided with is gone. */
    private static final Path EARLIER = Path.of("src/test/resources/golden-earlier");

    /** A command and its place: it was decided on the run as it was after so many events, at that time. */
    record Asked(long after, Instant now, Command command) {
        String line() {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("after", after);
            line.put("now", now.toString());
            line.put("type", command.getClass().getSimpleName());
            line.put("command", Codec.record((Record) command));
            return LogText.write(line);
        }

        static Asked parse(String line) {
            Map<String, Object> parts = LogText.parseObject(line);
            Class<?> type = Stream.of(Command.class.getPermittedSubclasses())
                    .filter(one -> one.getSimpleName().equals(parts.get("type")))
                    .findFirst()
                    .orElseThrow();
            Object command = Codec.record(type.asSubclass(Record.class), part(parts, "command"));
            return new Asked(
                    (Long) part(parts, "after"), Instant.parse((String) part(parts, "now")), (Command) command);
        }
    }

    static GoldenLog of(String name) {
        return new GoldenLog(ALL.resolve(name));
    }

    static List<GoldenLog> all() {
        return in(ALL);
    }

    static List<GoldenLog> earlier() {
        try (Stream<Path> compilers = Files.list(EARLIER)) {
            return compilers.sorted().flatMap(folder -> in(folder).stream()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<GoldenLog> in(Path folder) {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.sorted().map(GoldenLog::new).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins one from what was asked of a run; {@link #record} writes the rest. */
    void begin(Bundle bundle, List<Asked> asked) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write("bundle.json", bundle.toJson() + "\n");
        write("commands.jsonl", text(asked.stream().map(Asked::line).toList()));
    }

    boolean isThere() {
        return Files.exists(folder.resolve("commands.jsonl"));
    }

    /** Decides the commands and writes what comes of it. */
    void record() {
        List<String> log = new ArrayList<>();
        Run run = null;
        for (Asked asked : commands()) {
            for (Event event : decide(run, asked)) {
                run = Evolver.evolve(run, event);
                log.add(LogText.write(Codec.event(run.seq(), event)));
            }
        }
        if (run == null) {
            throw new IllegalStateException(folder + " has no commands");
        }
        write("log.jsonl", text(log));
        write("state.json", state(run) + "\n");
    }

    /** What the core makes of a command, which it takes. */
    List<Event> decide(@Nullable Run run, Asked asked) {
        Decision decision = Decider.decide(flow(), run, asked.command(), new Live(asked.now(), Map.of()));
        if (decision instanceof Decision.Accepted accepted) {
            return accepted.events();
        }
        throw new IllegalStateException(folder + " after event " + asked.after() + ": " + decision);
    }

    Bundle bundle() {
        return Bundle.parse(read("bundle.json"));
    }

    CheckedFlow flow() {
        return BundleOpener.open(bundle());
    }

    List<Asked> commands() {
        return read("commands.jsonl").lines().map(Asked::parse).toList();
    }

    List<String> lines() {
        return read("log.jsonl").lines().toList();
    }

    /** Without its number, which is its place. */
    static Event event(String line) {
        Map<String, Object> parts = new LinkedHashMap<>(LogText.parseObject(line));
        parts.remove("seq");
        return Codec.event((Object) parts);
    }

    static String state(Run run) {
        return LogText.write(SnapshotJson.head(run));
    }

    String committedState() {
        return read("state.json").strip();
    }

    private static Object part(Map<String, Object> parts, String name) {
        Object part = parts.get(name);
        return part == null ? Json.object(Map.of()) : part;
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String file, String text) {
        try {
            Files.writeString(folder.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
