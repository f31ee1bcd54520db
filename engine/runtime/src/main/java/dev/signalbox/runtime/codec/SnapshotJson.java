package dev.signalbox.runtime.codec;

import dev.signalbox.core.evolve.Evolver;
import dev.signalbox.core.run.History;
import dev.signalbox.core.run.Memory;
import dev.signalbox.core.run.Recorded;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A run as a snapshot keeps it: a head, which is written anew each time, and the run's recorded events in chunks of
 * {@value #CHUNK}, which never change once they are full. So a snapshot of a long run costs what happened since the last.
 */
public final class SnapshotJson {
    public static final int CHUNK = 128;

    private static final Shape RUN = Shape.of(Run.class);
    private static final Shape RECORDED = Shape.of(Recorded.class);

    private SnapshotJson() {}

    /** Everything but the full chunks. */
    public static Map<String, Object> head(Run run) {
        int full = full(run);
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("evolver", (long) Evolver.NUMBER);
        head.put("kept", (long) full);
        head.put("tail", records(run.memory().history().since(full)));
        head.put("run", RUN.write(with(run, History.EMPTY)));
        return head;
    }

    /** The full chunks that no earlier snapshot kept, by number from 0. */
    public static Map<Integer, List<Object>> chunks(Run run) {
        History history = run.memory().history();
        int from = history.kept() / CHUNK;
        int to = full(run) / CHUNK;
        Map<Integer, List<Object>> chunks = new LinkedHashMap<>();
        if (from < to) {
            List<Recorded> events = history.since(from * CHUNK);
            for (int i = from; i < to; i++) {
                int start = (i - from) * CHUNK;
                chunks.put(i, records(events.subList(start, start + CHUNK)));
            }
        }
        return chunks;
    }

    /** The run, told which of its recorded events are kept now. */
    public static Run kept(Run run) {
        return with(run, run.memory().history().keptTo(full(run)));
    }

    /** How many chunks a head needs. */
    public static int chunks(Object head) {
        return Math.toIntExact((Long) field(head, "kept")) / CHUNK;
    }

    /**
     * The run again, or null when another way of folding made the head.
     *
     * @param chunks all that the head needs, in their order; each is asked once, when somebody looks that far back
     */
    public static @Nullable Run read(Object head, List<Supplier<Object>> chunks) {
        if (!Long.valueOf(Evolver.NUMBER).equals(field(head, "evolver"))) {
            return null;
        }
        int kept = Math.toIntExact((Long) field(head, "kept"));
        History history = History.resting(kept, () -> {
            List<Recorded> events = new ArrayList<>(kept);
            chunks.forEach(chunk -> decode(chunk.get(), events));
            return events;
        });
        List<Recorded> tail = new ArrayList<>();
        decode(field(head, "tail"), tail);
        for (Recorded event : tail) {
            history = history.plus(event);
        }
        return with((Run) RUN.read(field(head, "run"), "run"), history);
    }

    private static int full(Run run) {
        return run.memory().history().size() / CHUNK * CHUNK;
    }

    private static Run with(Run run, History history) {
        Memory memory = run.memory();
        return run.with(memory.with(history));
    }

    private static List<Object> records(List<Recorded> events) {
        List<Object> all = new ArrayList<>();
        events.forEach(event -> all.add(RECORDED.write(event)));
        return all;
    }

    private static void decode(Object json, List<Recorded> into) {
        if (!(json instanceof List<?> events)) {
            throw new CodecException("recorded events should be a list");
        }
        for (Object event : events) {
            into.add((Recorded) RECORDED.read(event, "recorded/" + into.size()));
        }
    }

    private static Object field(Object head, String name) {
        Object value = head instanceof Map<?, ?> ? Json.object(head).get(name) : null;
        if (value == null) {
            throw new CodecException("a snapshot lacks its " + name);
        }
        return value;
    }
}
