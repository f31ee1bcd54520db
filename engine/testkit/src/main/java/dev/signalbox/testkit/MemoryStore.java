package dev.signalbox.testkit;

import dev.signalbox.core.context.Calibration;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.BundleHash;
import dev.signalbox.core.id.RunId;
import dev.signalbox.dsl.bundle.Bundle;
import dev.signalbox.dsl.model.EventName;
import dev.signalbox.runtime.audit.Verdicts;
import dev.signalbox.runtime.codec.LogText;
import dev.signalbox.runtime.port.Appended;
import dev.signalbox.runtime.port.Claim;
import dev.signalbox.runtime.port.Clock;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.Hints;
import dev.signalbox.runtime.port.PendingEffect;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.StoreException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs in memory, for tests and sketches. What survives is the {@link Disk}. Opening it alone is what a restart is, and cuts
 * off whoever had it before, as a {@code kill -9} would; opening it {@link #shared} is another engine beside the others.
 * Everything goes through the JSON codec, as in a real store.
 */
public final class MemoryStore extends MemoryOutbox {
    private final Disk disk;
    private final long owner;
    private final @Nullable Clock sharedBy;

    /** What processes leave behind. */
    public static final class Disk {
        private long openings;
        private final Map<Long, Hints> open = new LinkedHashMap<>();
        private final MemoryRuns runs = new MemoryRuns();
        private final MemoryEffects effects = new MemoryEffects();
        private final MemoryDecisions decisions = new MemoryDecisions();
        private final MemoryHolds holds = new MemoryHolds(runs, decisions);
        private final MemoryDays days = new MemoryDays();
        private final MemoryTriggers triggers = new MemoryTriggers();
        private final MemoryNotices notices = new MemoryNotices();
        private final Map<BundleHash, Bundle> bundles = new HashMap<>();
        private final Map<String, StartedRun> starts = new HashMap<>();
        private final Map<String, Inbox> inbox = new HashMap<>();
        private final Map<String, Calibration> calibrations = new HashMap<>();

        /** Cuts off everybody: nothing they do from here on is kept. */
        public synchronized void cut() {
            open.clear();
        }

        /** As if every schedule's note of how far it was reckoned since then had been lost. */
        public synchronized void forgetReckoned(Instant since) {
            triggers.forgetReckoned(since);
        }

        private synchronized long open(boolean alone) {
            if (alone) {
                open.clear();
                effects.endLeases();
            }
            openings++;
            open.put(openings, new Deaf());
            return openings;
        }
    }

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
            disk.effects.lease(owner, Instant.MAX);
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

    @Override
    <T> T onDesk(Asked<T> asked) {
        return on(d -> asked.of(d.holds, d.decisions));
    }

    @Override
    <T> T onTriggers(AskedOfTriggers<T> asked) {
        return on(d -> asked.of(d.triggers));
    }

    @Override
    <T> T onOutbox(Function<MemoryNotices, T> asked) {
        return on(d -> asked.apply(d.notices));
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
            RunRow before = d.runs.row(row.id());
            Appended refused = commit.after() == 0 ? refusedStart(d, commit, before) : null;
            if (refused != null) {
                return refused;
            }
            if (commit.after() != (before == null ? 0 : before.seq())) {
                return new Appended.Behind(before == null ? 0 : before.seq());
            }
            Long stale = d.effects.stale(commit.under());
            if (stale != null) {
                return new Appended.Stale(stale);
            }
            Commit.StartKey startKey = commit.startKey();
            if (startKey != null) {
                d.starts.put(startKey.key(), new StartedRun(row.id(), startKey.expires()));
            }
            d.runs.keep(commit);
            d.effects.keep(commit, owner);
            d.holds.keep(commit);
            d.notices.keep(commit.notices());
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
        RunRow open = row.key() == null ? null : d.runs.open(row);
        return open == null ? null : new Appended.KeyTaken(open.id());
    }

    static Object throughText(Object json) {
        return LogText.parse(LogText.write(json));
    }

    @Override
    public void settle(Claim claim) {
        on(d -> {
            d.effects.settle(claim);
            return true;
        });
    }

    @Override
    public @Nullable StoredRun load(RunId run) {
        return find(d -> d.runs.load(run));
    }

    @Override
    public @Nullable RunRow row(RunId run) {
        return find(d -> d.runs.row(run));
    }

    @Override
    public List<LoggedEvent> events(RunId run, long after, int limit) {
        return on(d -> d.runs.events(run, after, limit));
    }

    @Override
    public @Nullable CommitSpan commit(RunId run, long seq) {
        return find(d -> d.runs.commit(run, seq));
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
        return on(d -> d.runs.openWithKey(key, limit));
    }

    @Override
    public List<RunId> waitingFor(EventName event, String key, int limit) {
        return on(d -> d.runs.waitingFor(event, key, limit));
    }

    @Override
    public List<RunRow> runs(RunQuery query) {
        return on(d -> d.runs.newest(query, d.holds.waitingOn(query.waitsOn())));
    }

    @Override
    public List<RunRow> children(RunId parent, int limit) {
        return on(d -> d.runs.children(parent, limit));
    }

    @Override
    public List<PendingEffect> claim(int limit) {
        return on(d -> d.effects.claim(limit, owner, storeTime()));
    }

    @Override
    public boolean shared() {
        return sharedBy != null;
    }

    @Override
    public List<Claim> renew() {
        return on(d -> {
            if (sharedBy != null) {
                d.effects.lease(owner, storeTime().plus(LEASE));
            }
            return d.effects.of(owner);
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
            List<Wakening> due = d.runs.due(now, after, limit, storeTime());
            if (sharedBy != null) {
                due.forEach(wakening -> d.runs.taken(wakening, storeTime().plus(WAKE_TAKEN)));
            }
            return due;
        });
    }

    @Override
    public @Nullable Wakening nextWake(@Nullable Wakening after) {
        return find(d -> {
            List<Wakening> next = d.runs.due(Instant.MAX, after, 1, storeTime());
            return next.isEmpty() ? null : next.get(0);
        });
    }

    @Override
    public Map<String, Calibration> calibrations() {
        return on(d -> Map.copyOf(d.calibrations));
    }

    @Override
    public boolean calibrate(String model, Calibration next) {
        return on(d -> {
            Calibration latest = d.calibrations.get(model);
            if (latest != null && latest.version() + 1 != next.version()) {
                return false;
            }
            d.calibrations.put(model, next);
            return true;
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
        return on(d -> d.runs.endedBefore(before, after, limit));
    }

    @Override
    public boolean purge(RunId run, List<Event> log, Instant now) {
        return on(d -> {
            boolean purged = !d.effects.anyOf(run) && d.runs.purge(run, log);
            if (purged) {
                d.decisions.again(Verdicts.of(log));
                d.notices.forget(run);
            }
            return purged;
        });
    }

    @Override
    public Answer reserve(Reservation wanted) {
        return on(d -> d.days.reserve(wanted));
    }

    @Override
    public void spent(String reservation, Amount used) {
        on(d -> {
            d.days.spent(reservation, used);
            return true;
        });
    }

    @Override
    public List<Use> usedOn(LocalDate day) {
        return on(d -> d.days.usedOn(day));
    }

    @Override
    public void close() {
        synchronized (disk) {
            if (disk.open.remove(owner) != null) {
                disk.effects.endLease(owner); // whoever was cut off cannot say that it goes
            }
        }
    }
}
