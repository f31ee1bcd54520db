package dev.signalbox.testkit;

import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.BundleHash;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.Waiter;
import dev.signalbox.dsl.bundle.Bundle;
import dev.signalbox.dsl.model.EventName;
import dev.signalbox.runtime.codec.Codec;
import dev.signalbox.runtime.codec.LogText;
import dev.signalbox.runtime.codec.SnapshotJson;
import dev.signalbox.runtime.port.Appended;
import dev.signalbox.runtime.port.Claim;
import dev.signalbox.runtime.port.Clock;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.EffectId;
import dev.signalbox.runtime.port.Hints;
import dev.signalbox.runtime.port.PendingEffect;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.port.Snapshot;
import dev.signalbox.runtime.port.StoreException;
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
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs in memory, for tests and sketches. What survives is the {@link Disk}. Opening it alone is what a restart is, and cuts
 * off whoever had it before, as a {@code kill -9} would; opening it {@link #shared} is another engine beside the others.
 * Everything goes through the JSON codec, as in a real store.
 */
public final class MemoryStore implements RunStore {
    private final Disk disk;
    private final long owner;
    private final @Nullable Clock sharedBy;

    /** What processes leave behind. */
    public static final class Disk {
        private static final long NOBODY = 0;

        private long openings;
        private final Map<Long, Hints> open = new LinkedHashMap<>();
        private final Map<Long, Instant> leases = new HashMap<>();
        private final Map<RunId, RunRow> rows = new LinkedHashMap<>();
        private final Map<RunId, List<Event>> logs = new HashMap<>();
        private final Map<RunId, KeptSnapshot> snapshots = new HashMap<>();
        private final Map<RunId, Instant> wakesTaken = new HashMap<>();
        private final Map<EffectId, Kept> effects = new LinkedHashMap<>();
        private final Map<HoldId, Hold> holds = new HashMap<>();
        private final Map<RunId, List<Waiter>> waiters = new HashMap<>();
        private final Map<BundleHash, Bundle> bundles = new HashMap<>();
        private final Map<String, StartedRun> starts = new HashMap<>();
        private final Set<RunId> purged = new HashSet<>();
        private final Map<String, Inbox> inbox = new HashMap<>();

        /** Cuts off everybody: nothing they do from here on is kept. */
        public synchronized void cut() {
            open.clear();
        }

        private synchronized long open(boolean alone) {
            if (alone) {
                open.clear();
                leases.clear();
            }
            openings++;
            open.put(openings, new Deaf());
            return openings;
        }

        private boolean has(long claimant, Instant now) {
            Instant until = leases.get(claimant);
            return until != null && until.isAfter(now);
        }
    }

    private record Kept(Effect effect, long owner, long number, boolean sent) {
        Claim claim() {
            return new Claim(EffectId.of(effect), number);
        }
    }

    private record KeptSnapshot(Object head, Map<Integer, Object> chunks, long seq) {}

    private record StartedRun(RunId run, Instant expires) {}

    private record Inbox(List<RunId> runs, Instant expires) {}

    private record Deaf() implements Hints {
        @Override
        public void changed(RunId run) {}

        @Override
        public void muchChanged() {}
    }

    private interface Work<T> {
        T of(Disk disk);
    }

    private interface Search<T> {
        @Nullable
        T of(Disk disk);
    }

    private MemoryStore(Disk disk, @Nullable Clock sharedBy) {
        this.disk = disk;
        this.sharedBy = sharedBy;
        owner = disk.open(sharedBy == null);
        if (sharedBy == null) {
            disk.leases.put(owner, Instant.MAX);
        } else {
            renew();
        }
    }

    public MemoryStore(Disk disk) {
        this(disk, null);
    }

    public MemoryStore() {
        this(new Disk());
    }

    /** One engine more on the disk, whose leases go by that clock. */
    public static MemoryStore shared(Disk disk, Clock clock) {
        return new MemoryStore(disk, clock);
    }

    /** Cuts this engine off as a {@code kill -9} would: its claims stay until its lease is over. */
    public void cut() {
        synchronized (disk) {
            disk.open.remove(owner);
        }
    }

    /** The time that leases go by. */
    private Instant storeTime() {
        return sharedBy == null ? Instant.MIN : sharedBy.now();
    }

    private <T> T on(Work<T> work) {
        synchronized (disk) {
            if (!disk.open.containsKey(owner)) {
                throw new StoreException("The store is gone.");
            }
            return work.of(disk);
        }
    }

    private <T> @Nullable T find(Search<T> search) {
        synchronized (disk) {
            on(d -> true);
            return search.of(disk);
        }
    }

    @Override
    public Appended append(Commit commit) {
        Appended appended = keep(commit);
        if (appended instanceof Appended.Done) {
            for (Hints other : others()) {
                other.changed(commit.row().id());
            }
        }
        return appended;
    }

    private List<Hints> others() {
        synchronized (disk) {
            List<Hints> others = new ArrayList<>();
            disk.open.forEach((opening, hints) -> {
                if (opening != owner) {
                    others.add(hints);
                }
            });
            return others;
        }
    }

    private Appended keep(Commit commit) {
        return on(d -> {
            RunRow row = commit.row();
            RunRow before = d.rows.get(row.id());
            Appended refused = commit.after() == 0 ? refusedStart(d, commit, before) : null;
            if (refused != null) {
                return refused;
            }
            if (commit.after() != (before == null ? 0 : before.seq())) {
                return new Appended.Behind(before == null ? 0 : before.seq());
            }
            Claim under = commit.under();
            Kept held = under == null ? null : d.effects.get(under.effect());
            if (held != null && !held.claim().equals(under)) {
                return new Appended.Stale(held.number());
            }
            Commit.StartKey startKey = commit.startKey();
            if (startKey != null) {
                d.starts.put(startKey.key(), new StartedRun(row.id(), startKey.expires()));
            }
            d.rows.put(row.id(), row);
            d.wakesTaken.remove(row.id());
            List<Event> log = d.logs.computeIfAbsent(row.id(), id -> new ArrayList<>());
            commit.events().forEach(event -> log.add(Codec.event(throughText(Codec.event(event)))));
            change(d, commit);
            return new Appended.Done();
        });
    }

    private static @Nullable Appended refusedStart(Disk d, Commit commit, @Nullable RunRow before) {
        RunRow row = commit.row();
        Commit.StartKey startKey = commit.startKey();
        if (startKey != null) {
            StartedRun started = d.starts.get(startKey.key());
            if (started != null && started.expires().isAfter(row.startedAt())) {
                return new Appended.StartedBefore(started.run());
            }
        }
        if (before != null) {
            return new Appended.Behind(before.seq());
        }
        if (row.key() == null) {
            return null;
        }
        return d.rows.values().stream()
                .filter(other -> other.open()
                        && other.flow().equals(row.flow())
                        && row.key().equals(other.key()))
                .findFirst()
                .map(other -> new Appended.KeyTaken(other.id()))
                .orElse(null);
    }

    private void change(Disk d, Commit commit) {
        commit.settled().forEach(d.effects::remove);
        d.effects.keySet().removeIf(id -> commit.dropped().contains(id.step()));
        commit.sent()
                .forEach(id -> d.effects.computeIfPresent(
                        id, (key, kept) -> new Kept(kept.effect(), kept.owner(), kept.number(), true)));
        for (Effect effect : commit.effects()) {
            Effect read = Codec.effect(throughText(Codec.effect(effect)));
            long claimant = commit.free() ? Disk.NOBODY : owner;
            d.effects.put(EffectId.of(effect), new Kept(read, claimant, Claim.FIRST, false));
        }
        commit.closed().forEach(d.holds::remove);
        commit.holds().forEach(hold -> d.holds.put(hold.id(), Codec.hold(throughText(Codec.hold(hold)))));
        List<Waiter> waiters = commit.waiters();
        if (waiters != null) {
            d.waiters.put(commit.row().id(), List.copyOf(waiters));
        }
        Snapshot snapshot = commit.snapshot();
        if (snapshot != null) {
            keep(d, snapshot.run());
        }
    }

    private static void keep(Disk d, Run run) {
        KeptSnapshot before = d.snapshots.get(run.id());
        Map<Integer, Object> chunks = new TreeMap<>(before == null ? Map.of() : before.chunks());
        SnapshotJson.chunks(run).forEach((number, chunk) -> chunks.put(number, throughText(chunk)));
        d.snapshots.put(run.id(), new KeptSnapshot(throughText(SnapshotJson.head(run)), chunks, run.seq()));
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

    private static Object throughText(Object json) {
        return LogText.parse(LogText.write(json));
    }

    @Override
    public void settle(Claim claim) {
        on(d -> {
            Kept kept = d.effects.get(claim.effect());
            return kept == null || kept.number() > claim.number() || d.effects.remove(claim.effect(), kept);
        });
    }

    @Override
    public @Nullable StoredRun load(RunId run) {
        return find(d -> {
            RunRow row = d.rows.get(run);
            if (row == null) {
                return null;
            }
            List<Event> log = d.logs.getOrDefault(run, List.of());
            KeptSnapshot kept = d.snapshots.get(run);
            Run before = kept == null ? null : run(kept);
            return before == null
                    ? new StoredRun(row, null, List.copyOf(log))
                    : new StoredRun(
                            row, new Snapshot(before), List.copyOf(log.subList((int) before.seq(), log.size())));
        });
    }

    @Override
    public @Nullable RunRow row(RunId run) {
        return find(d -> d.rows.get(run));
    }

    @Override
    public List<LoggedEvent> events(RunId run, long after, int limit) {
        return on(d -> {
            List<Event> log = d.logs.getOrDefault(run, List.of());
            List<LoggedEvent> events = new ArrayList<>();
            for (long seq = after + 1; seq <= log.size() && events.size() < limit; seq++) {
                events.add(new LoggedEvent(seq, log.get((int) seq - 1)));
            }
            return events;
        });
    }

    @Override
    public void keepBundle(BundleHash hash, Bundle bundle) {
        on(d -> d.bundles.putIfAbsent(hash, bundle) == null);
    }

    @Override
    public @Nullable Bundle bundle(BundleHash hash) {
        return find(d -> d.bundles.get(hash));
    }

    @Override
    public @Nullable RunId startedBy(String startKey, Instant now) {
        return find(d -> {
            StartedRun started = d.starts.get(startKey);
            return started != null && started.expires().isAfter(now) ? started.run() : null;
        });
    }

    @Override
    public List<RunId> openWithKey(String key, int limit) {
        return ids(row -> row.open() && key.equals(row.key()), limit);
    }

    @Override
    public List<RunId> waitingFor(EventName event, String key, int limit) {
        return on(d -> ids(
                row -> d.waiters.getOrDefault(row.id(), List.of()).stream()
                        .anyMatch(waiter ->
                                waiter.event().equals(event) && waiter.key().equals(key)),
                limit));
    }

    private List<RunId> ids(Predicate<RunRow> wanted, int limit) {
        return on(d -> d.rows.values().stream()
                .filter(wanted)
                .sorted(Comparator.comparing(RunRow::startedAt).thenComparing(RunRow::id))
                .limit(limit)
                .map(RunRow::id)
                .toList());
    }

    @Override
    public List<RunRow> runs(RunQuery query) {
        Comparator<RunRow> order = Comparator.comparing(RunRow::startedAt).thenComparing(RunRow::id);
        return on(d -> d.rows.values().stream()
                .filter(row -> query.flow() == null || query.flow().equals(row.flow()))
                .filter(row -> query.status() == null || query.status() == row.status())
                .filter(row -> query.key() == null || query.key().equals(row.key()))
                .filter(row -> {
                    RunCursor after = query.after();
                    return after == null
                            || row.startedAt().isBefore(after.startedAt())
                            || (row.startedAt().equals(after.startedAt())
                                    && row.id().compareTo(after.run()) < 0);
                })
                .sorted(order.reversed())
                .limit(query.limit())
                .toList());
    }

    @Override
    public List<RunRow> children(RunId parent, int limit) {
        return on(d -> d.rows.values().stream()
                .filter(row -> row.parent() != null && row.parent().run().equals(parent))
                .sorted(Comparator.comparing(RunRow::startedAt).thenComparing(RunRow::id))
                .limit(limit)
                .toList());
    }

    @Override
    public List<OpenHold> holds(HoldQuery query) {
        Comparator<OpenHold> order = Comparator.comparing(
                        (OpenHold open) -> due(open.hold().due()))
                .thenComparing(open -> open.hold().id());
        return on(d -> {
            Stream<OpenHold> all = d.holds.values().stream()
                    .map(hold -> new OpenHold(hold, rowOf(d, hold.step().run())));
            return all.filter(open -> query.runs() == null
                            || query.runs().contains(open.run().id()))
                    .filter(open -> query.flow() == null
                            || query.flow().equals(open.run().flow()))
                    .filter(open -> mayDecide(open.hold(), query.by()))
                    .filter(open -> {
                        HoldCursor after = query.after();
                        return after == null || isAfter(open.hold(), after);
                    })
                    .sorted(order)
                    .limit(query.limit())
                    .toList();
        });
    }

    private static boolean mayDecide(Hold hold, @Nullable Set<String> by) {
        return by == null || hold.by().isEmpty() || hold.by().stream().anyMatch(by::contains);
    }

    private static boolean isAfter(Hold hold, HoldCursor cursor) {
        int byDue = due(hold.due()).compareTo(due(cursor.due()));
        return byDue > 0 || (byDue == 0 && hold.id().compareTo(cursor.hold()) > 0);
    }

    private static Instant due(@Nullable Instant due) {
        return due == null ? Instant.MAX : due;
    }

    private static RunRow rowOf(Disk d, RunId run) {
        RunRow row = d.rows.get(run);
        if (row == null) {
            throw new IllegalStateException("a hold of no run: " + run);
        }
        return row;
    }

    @Override
    public @Nullable OpenHold hold(HoldId id) {
        return find(d -> {
            Hold hold = d.holds.get(id);
            return hold == null ? null : new OpenHold(hold, rowOf(d, hold.step().run()));
        });
    }

    @Override
    public List<PendingEffect> claim(int limit) {
        return on(d -> {
            Instant now = storeTime();
            List<PendingEffect> taken = new ArrayList<>();
            for (Map.Entry<EffectId, Kept> entry : d.effects.entrySet()) {
                Kept kept = entry.getValue();
                if (taken.size() < limit && kept.owner() != owner && !d.has(kept.owner(), now)) {
                    Kept own = new Kept(kept.effect(), owner, kept.number() + 1, kept.sent());
                    entry.setValue(own);
                    taken.add(new PendingEffect(own.effect(), own.sent(), own.number()));
                }
            }
            return taken;
        });
    }

    @Override
    public boolean shared() {
        return sharedBy != null;
    }

    @Override
    public List<Claim> renew() {
        return on(d -> {
            if (sharedBy != null) {
                d.leases.put(owner, storeTime().plus(LEASE));
            }
            return d.effects.values().stream()
                    .filter(kept -> kept.owner() == owner)
                    .map(Kept::claim)
                    .toList();
        });
    }

    @Override
    public Hearing hints(Hints to) {
        on(d -> d.open.put(owner, to));
        return () -> {
            synchronized (disk) {
                disk.open.computeIfPresent(owner, (opening, hints) -> new Deaf());
            }
        };
    }

    @Override
    public List<Wakening> due(Instant now, @Nullable Wakening after, int limit) {
        return on(d -> {
            List<Wakening> due = wakenings(d, now, after, limit);
            if (sharedBy != null) {
                due.forEach(
                        wakening -> d.wakesTaken.put(wakening.run(), storeTime().plus(WAKE_TAKEN)));
            }
            return due;
        });
    }

    private List<Wakening> wakenings(Disk d, Instant now, @Nullable Wakening after, int limit) {
        Comparator<Wakening> order = Comparator.comparing(Wakening::at).thenComparing(Wakening::run);
        List<Wakening> all = new ArrayList<>();
        d.rows.values().forEach(row -> {
            Instant at = row.wakeAt();
            Instant taken = d.wakesTaken.get(row.id());
            if (at != null && !at.isAfter(now) && (taken == null || taken.isBefore(storeTime()))) {
                all.add(new Wakening(at, row.id()));
            }
        });
        return all.stream()
                .filter(wakening -> after == null || order.compare(wakening, after) > 0)
                .sorted(order)
                .limit(limit)
                .toList();
    }

    @Override
    public @Nullable Wakening nextWake(@Nullable Wakening after) {
        return find(d -> {
            List<Wakening> next = wakenings(d, Instant.MAX, after, 1);
            return next.isEmpty() ? null : next.get(0);
        });
    }

    @Override
    public @Nullable List<RunId> received(EventName event, String id, Instant now) {
        return find(d -> {
            Inbox entry = d.inbox.get(event + " " + id);
            return entry != null && entry.expires().isAfter(now) ? entry.runs() : null;
        });
    }

    @Override
    public void rememberReceived(EventName event, String id, List<RunId> runs, Instant expires) {
        on(d -> d.inbox.put(event + " " + id, new Inbox(List.copyOf(runs), expires)) == null);
    }

    @Override
    public List<RunRow> endedBefore(Instant before, @Nullable RunCursor after, int limit) {
        Comparator<RunRow> order = Comparator.comparing(RunRow::startedAt).thenComparing(RunRow::id);
        return on(d -> d.rows.values().stream()
                .filter(row -> !row.open() && !row.updatedAt().isAfter(before) && !d.purged.contains(row.id()))
                .filter(row -> {
                    RunRow parent = row.parent() == null
                            ? null
                            : d.rows.get(row.parent().run());
                    return parent == null || !parent.open();
                })
                .sorted(order)
                .filter(row -> after == null
                        || row.startedAt().isAfter(after.startedAt())
                        || (row.startedAt().equals(after.startedAt())
                                && row.id().compareTo(after.run()) > 0))
                .limit(limit)
                .toList());
    }

    @Override
    public boolean purge(RunId run, List<Event> log, Instant now) {
        return on(d -> {
            RunRow row = d.rows.get(run);
            boolean may = row != null
                    && !row.open()
                    && row.seq() == log.size()
                    && d.effects.keySet().stream()
                            .noneMatch(effect -> effect.step().run().equals(run));
            if (!may || !d.purged.add(run)) {
                return false;
            }
            List<Event> kept = new ArrayList<>();
            log.forEach(event -> kept.add(Codec.event(throughText(Codec.event(event)))));
            d.logs.put(run, kept);
            d.snapshots.remove(run);
            return true;
        });
    }

    @Override
    public void close() {
        synchronized (disk) {
            if (disk.open.remove(owner) != null) {
                disk.leases.remove(owner); // whoever was cut off cannot say that it goes
            }
        }
    }
}
