package dev.signalbox.cli.replay;

import dev.signalbox.cli.Complaint;
import dev.signalbox.core.event.Event;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.codec.Codec;
import dev.signalbox.runtime.codec.CodecException;
import dev.signalbox.runtime.codec.LogText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Logs in a file, one event a line: as {@code runs export} writes those of several runs, or {@code runs events --json} one's. */
final class LogFile {
    private static final String ENDING = ".jsonl";

    private LogFile() {}

    /** The runs of a file, or of every {@code .jsonl} in a folder. Refuses what is no log. */
    static List<RecordedRun> read(Path place, String written) {
        if (!Files.isDirectory(place)) {
            return file(place, written);
        }
        List<RecordedRun> runs = new ArrayList<>();
        try (Stream<Path> files = Files.list(place)) {
            for (Path file : files.filter(one -> one.toString().endsWith(ENDING))
                    .sorted()
                    .toList()) {
                runs.addAll(file(file, written + "/" + file.getFileName()));
            }
        } catch (IOException unreadable) {
            throw new Complaint("cannot read " + written + ": " + unreadable.getMessage());
        }
        if (runs.isEmpty()) {
            throw new Complaint("no log in " + written + "; a log's file ends in " + ENDING);
        }
        return runs;
    }

    private static List<RecordedRun> file(Path file, String written) {
        Map<String, List<Event>> logs = new LinkedHashMap<>();
        int number = 0;
        try {
            for (String line : Files.readAllLines(file)) {
                number++;
                if (!line.isBlank()) {
                    take(line, logs);
                }
            }
        } catch (CodecException | IllegalArgumentException wrong) {
            throw new Complaint(written + ":" + number + " is no event of a log: " + wrong.getMessage());
        } catch (IOException unreadable) {
            throw new Complaint("cannot read " + written + ": " + unreadable.getMessage());
        }
        List<RecordedRun> runs = new ArrayList<>();
        for (List<Event> log : logs.values()) {
            if (!(log.getFirst() instanceof Event.RunStarted start)) {
                throw new Complaint(written + " has a log that does not begin at the start of its run");
            }
            runs.add(new RecordedRun(
                    start.run().value(), start.flow().value(), start.bundle().value(), log, written, null));
        }
        return runs;
    }

    private static void take(String line, Map<String, List<Event>> logs) {
        Map<String, Object> object = LogText.parseObject(line);
        boolean exported = object.get("event") instanceof Map<?, ?> && object.get("run") instanceof String;
        String run = exported ? String.valueOf(object.get("run")) : "";
        Map<String, Object> event =
                new LinkedHashMap<>(exported ? Json.object(object.getOrDefault("event", Map.of())) : object);
        event.remove("seq");
        logs.computeIfAbsent(run, first -> new ArrayList<>()).add(Codec.event((Object) event));
    }
}
