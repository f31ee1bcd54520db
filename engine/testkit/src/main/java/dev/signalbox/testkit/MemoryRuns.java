package dev.signalbox.testkit;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.Waiter;
import dev.signalbox.dsl.model.EventName;
import dev.signalbox.runtime.codec.Codec;
import dev.signalbox.runtime.codec.SnapshotJson;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.port.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The runs on a {@link MemoryStore.Disk}: rows, logs, snapshots, and what they wait for. Its disk guards it. */
final class MemoryRuns {
    private static final Comparator<RunRow> OLDEST_FIRST =
            Comparator.comparing(RunRow::startedAt).thenComparing(RunRow::id);
    private static final Comparator<RunStore.Wakening> EARLIEST_FIRST =
            Comparator.comparing(RunStore.Wakening::at).thenComparing(RunStore.Wakening::run);

    private final Map<RunId, RunRow> rows = new LinkedHashMap<>();
    private final Map<RunId, List<Event>> logs = new HashMap<>();
    private final Map<RunId, TreeSet<Long>> commitEnds = new HashMap<>();
    private final Map<RunId, KeptSnapshot> snapshots = new HashMap<>();
    private final Map<RunId, Instant> wakesTaken = new HashMap<>();
    private final Map<RunId, List<Waiter>> waiters = new HashMap<>();
    private final Set<RunId> purged = new HashSet<>();

    private record KeptSnapshot(Object head, Map<Integer, Object> chunks, long seq) {}

    @Nullable
    RunRow row(RunId run) {
        return rows.get(run);
    }

    /** The open run of that flow and key, or null. */
    @Nullable
    RunRow open(RunRow like) {
        return rows.values().stream()
                .filter(other -> other.open()
                        && other.flow().equals(like.flow())
                        && other.key() != null
                        && other.key().equals(like.key()))
                .findFirst()
                .orElse(null);
    }

    void keep(Commit commit) {
        RunRow row = commit.row();
        rows.put(row.id(), row);
        wakesTaken.remove(row.id());
        List<Event> log = logs.computeIfAbsent(row.id(), id -> new ArrayList<>());
        commit.events().forEach(event -> log.add(throughText(event)));
        commitEnds.computeIfAbsent(row.id(), id -> new TreeSet<>()).add(row.seq());
        List<Waiter> its = commit.waiters();
        if (its != null) {
            waiters.put(row.id(), List.copyOf(its));
        }
        Snapshot snapshot = commit.snapshot();
        if (snapshot != null) {
            keep(snapshot.run());
        }
    }

    private static Event throughText(Event event) {
        return Codec.event(MemoryStore.throughText(Codec.event(event)));
    }

    private void keep(Run run) {
        KeptSnapshot before = snapshots.get(run.id());
        Map<Integer, Object> chunks = new TreeMap<>(before == null ? Map.of() : before.chunks());
        SnapshotJson.chunks(run).forEach((number, chunk) -> chunks.put(number, MemoryStore.throughText(chunk)));
        snapshots.put(run.id(), new KeptSnapshot(MemoryStore.throughText(SnapshotJson.head(run)), chunks, run.seq()));
    }

    private static @Nullable Run run(KeptSnapshot kept) {
        List<Supplier<Object>> chunks = new ArrayList<>();
        for (int i = 0; i < SnapshotJson.chunks(kept.head()); i++) {
            Object chunk = kept.chunks().get(i);
            if (chunk == null) {
                return null;
            }
            chunks.add(() -> chunk);
        }
        return SnapshotJson.read(kept.head(), chunks);
    }

    RunStore.@Nullable StoredRun load(RunId run) {
        RunRow row = rows.get(run);
        if (row == null) {
            return null;
        }
        List<Event> log = logs.getOrDefault(run, List.of());
        KeptSnapshot kept = snapshots.get(run);
        Run before = kept == null ? null : run(kept);
        return before == null
                ? new RunStore.StoredRun(row, null, List.copyOf(log))
                : new RunStore.StoredRun(
                        row, new Snapshot(before), List.copyOf(log.subList((int) before.seq(), log.size())));
    }

    RunStore.@Nullable CommitSpan commit(RunId run, long seq) {
        TreeSet<Long> ends = commitEnds.getOrDefault(run, new TreeSet<>());
        Long last = seq < 1 ? null : ends.ceiling(seq);
        Long before = ends.lower(seq);
        return last == null ? null : new RunStore.CommitSpan(before == null ? 1 : before + 1, last);
    }

    List<RunStore.LoggedEvent> events(RunId run, long after, int limit) {
        List<Event> log = logs.getOrDefault(run, List.of());
        List<RunStore.LoggedEvent> events = new ArrayList<>();
        for (long seq = after + 1; seq <= log.size() && events.size() < limit; seq++) {
            events.add(new RunStore.LoggedEvent(seq, log.get((int) seq - 1)));
        }
        return events;
    }

    List<RunId> openWithKey(String key, int limit) {
        return ids(row -> row.open() && key.equals(row.key()), limit);
    }

    List<RunId> waitingFor(EventName event, String key, int limit) {
        return ids(
                row -> waiters.getOrDefault(row.id(), List.of()).stream()
                        .anyMatch(waiter ->
                                waiter.event().equals(event) && waiter.key().equals(key)),
                limit);
    }

    private List<RunId> ids(Predicate<RunRow> wanted, int limit) {
        return rows.values().stream()
                .filter(wanted)
                .sorted(OLDEST_FIRST)
                .limit(limit)
                .map(RunRow::id)
                .toList();
    }

    /** @param waiting those that wait for whom the query names; null where it names nobody */
    List<RunRow> newest(RunStore.RunQuery query, @Nullable Set<RunId> waiting) {
        String text = query.text() == null ? "" : RunStore.RunQuery.folded(query.text());
        return rows.values().stream()
                .filter(row -> query.flow() == null || query.flow().equals(row.flow()))
                .filter(row -> query.status() == null || query.status() == row.status())
                .filter(row -> query.key() == null || query.key().equals(row.key()))
                .filter(row -> waiting == null || (row.open() && waiting.contains(row.id())))
                .filter(row -> query.startedBy() == null || query.startedBy().equals(row.startedBy()))
                .filter(row ->
                        RunStore.RunQuery.folded(RunStore.RunQuery.words(row)).contains(text))
                .filter(row -> query.since() == null || !row.startedAt().isBefore(query.since()))
                .filter(row -> query.after() == null || compare(row, query.after()) < 0)
                .sorted(OLDEST_FIRST.reversed())
                .limit(query.limit())
                .toList();
    }

    /** Where a row stands to the one that a page ended with, by age. */
    private static int compare(RunRow row, RunStore.RunCursor cursor) {
        int byTime = row.startedAt().compareTo(cursor.startedAt());
        return byTime != 0 ? byTime : row.id().compareTo(cursor.run());
    }

    List<RunRow> children(RunId parent, int limit) {
        return rows.values().stream()
                .filter(row -> row.parent() != null && row.parent().run().equals(parent))
                .sorted(OLDEST_FIRST)
                .limit(limit)
                .toList();
    }

    /** @param time the store's, by which a run that was given to somebody is theirs for a while */
    List<RunStore.Wakening> due(Instant now, RunStore.@Nullable Wakening after, int limit, Instant time) {
        List<RunStore.Wakening> all = new ArrayList<>();
        rows.values().forEach(row -> {
            Instant at = row.wakeAt();
            Instant taken = wakesTaken.get(row.id());
            if (at != null && !at.isAfter(now) && (taken == null || taken.isBefore(time))) {
                all.add(new RunStore.Wakening(at, row.id()));
            }
        });
        return all.stream()
                .filter(wakening -> after == null || EARLIEST_FIRST.compare(wakening, after) > 0)
                .sorted(EARLIEST_FIRST)
                .limit(limit)
                .toList();
    }

    void taken(RunStore.Wakening wakening, Instant until) {
        wakesTaken.put(wakening.run(), until);
    }

    List<RunRow> endedBefore(Instant before, RunStore.@Nullable RunCursor after, int limit) {
        return rows.values().stream()
                .filter(row -> !row.open() && !row.updatedAt().isAfter(before) && !purged.contains(row.id()))
                .filter(row -> {
                    RunRow parent =
                            row.parent() == null ? null : rows.get(row.parent().run());
                    return parent == null || !parent.open();
                })
                .sorted(OLDEST_FIRST)
                .filter(row -> after == null || compare(row, after) > 0)
                .limit(limit)
                .toList();
    }

    boolean purge(RunId run, List<Event> log) {
        RunRow row = rows.get(run);
        if (row == null || row.open() || row.seq() != log.size() || !purged.add(run)) {
            return false;
        }
        List<Event> kept = new ArrayList<>();
        log.forEach(event -> kept.add(throughText(event)));
        logs.put(run, kept);
        snapshots.remove(run);
        return true;
    }
}
