package dev.signalbox.store;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.BundleHash;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.dsl.bundle.Bundle;
import dev.signalbox.dsl.model.EventName;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.codec.Codec;
import dev.signalbox.runtime.codec.LogText;
import dev.signalbox.runtime.port.Appended;
import dev.signalbox.runtime.port.Claim;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.EffectId;
import dev.signalbox.runtime.port.Hints;
import dev.signalbox.runtime.port.PendingEffect;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.port.Snapshot;
import dev.signalbox.runtime.port.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs in one SQLite file: a write-ahead log with a flush for every transaction ({@code synchronous=FULL}), owned by one
 * process at a time. Refuses a SQLite older than 3.51.3, a file of a newer program, and a file that another process owns.
 */
public final class SqliteStore implements RunStore {
    private final OwnerLock lock;
    private final Writer writer;
    private final Readers readers;
    private final Lists lists;
    private final long owner;
    private boolean closed;

    private record Taken(boolean sent, long number, String body) {}

    private record LogRow(long firstSeq, String body) {}

    private SqliteStore(OwnerLock lock, Sql writing, Path file, long owner) throws SQLException {
        this.lock = lock;
        this.owner = owner;
        readers = new Readers(file);
        lists = new Lists(readers);
        writer = new Writer(writing);
    }

    /** Opens the file, making it, its folder and its tables as needed. */
    public static SqliteStore open(Path path) {
        Path file = path.toAbsolutePath().normalize();
        Path folder = file.getParent();
        if (folder == null) {
            throw new StoreException("The database " + file + " needs a folder to stand in.");
        }
        Sqlite.makeFolder(folder);
        OwnerLock lock = OwnerLock.take(file);
        boolean opened = false;
        try {
            Sql sql = Sqlite.writer(file);
            Sqlite.migrate(sql, file, System.currentTimeMillis());
            Long owner = sql.first("UPDATE owner SET n = n + 1 RETURNING n", row -> row.getLong(1));
            SqliteStore store = new SqliteStore(lock, sql, file, owner == null ? 0 : owner);
            opened = true;
            return store;
        } catch (SQLException e) {
            throw new StoreException("The database " + file + " cannot be opened: " + e.getMessage() + ".", e);
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    @Override
    public Appended append(Commit commit) {
        return writer.write(new CommitWrite(commit, owner));
    }

    @Override
    public void settle(Claim claim) {
        writer.write(sql -> CommitWrite.settle(sql, claim));
    }

    @Override
    public @Nullable StoredRun load(RunId run) {
        return readers.find(sql -> {
            // One statement sees one moment: a commit between two would give a row and a log that differ.
            sql.execute("BEGIN");
            try {
                RunRow row = sql.first("SELECT " + Rows.COLUMNS + " FROM run WHERE id = ?", Rows::run, run);
                if (row == null) {
                    return null;
                }
                Snapshot snapshot = Snapshots.read(sql, run);
                long after = snapshot == null ? 0 : snapshot.run().seq();
                return new StoredRun(
                        row,
                        snapshot,
                        log(sql, run, after, Integer.MAX_VALUE).stream()
                                .map(LoggedEvent::event)
                                .toList());
            } finally {
                sql.execute("COMMIT");
            }
        });
    }

    @Override
    public @Nullable RunRow row(RunId run) {
        return readers.find(sql -> sql.first("SELECT " + Rows.COLUMNS + " FROM run WHERE id = ?", Rows::run, run));
    }

    @Override
    public List<LoggedEvent> events(RunId run, long after, int limit) {
        return readers.read(sql -> log(sql, run, after, limit));
    }

    private static List<LoggedEvent> log(Sql sql, RunId run, long after, int limit) throws SQLException {
        // A commit holds at least one event, so limit commits hold enough.
        List<LogRow> rows = sql.list(
                "SELECT first_seq, body FROM commit_log WHERE run = ? AND first_seq + n > ? ORDER BY first_seq LIMIT ?",
                row -> new LogRow(row.getLong(1), row.getString(2)),
                run,
                after + 1,
                limit);
        List<LoggedEvent> events = new ArrayList<>();
        for (LogRow row : rows) {
            long seq = row.firstSeq();
            for (Object json : Json.list(Lists.body(sql, row.body()))) {
                if (seq > after && events.size() < limit) {
                    Event event = Codec.event(json);
                    events.add(new LoggedEvent(seq, event));
                }
                seq++;
            }
        }
        return events;
    }

    @Override
    public void keepBundle(BundleHash hash, Bundle bundle) {
        String body = LogText.write(Codec.record(bundle));
        writer.write(sql -> sql.update("INSERT OR IGNORE INTO bundle (hash, body) VALUES (?, ?)", hash, body));
    }

    @Override
    public @Nullable Bundle bundle(BundleHash hash) {
        String body =
                readers.find(sql -> sql.first("SELECT body FROM bundle WHERE hash = ?", row -> row.getString(1), hash));
        return body == null ? null : Codec.record(Bundle.class, LogText.parse(body));
    }

    @Override
    public @Nullable RunId startedBy(String startKey, Instant now) {
        String run = readers.find(sql -> sql.first(
                "SELECT run FROM start_key WHERE key = ? AND expires > ?",
                row -> row.getString(1),
                startKey,
                now.toEpochMilli()));
        return run == null ? null : new RunId(run);
    }

    @Override
    public List<RunId> openWithKey(String key, int limit) {
        return lists.openWithKey(key, limit);
    }

    @Override
    public List<RunId> waitingFor(EventName event, String key, int limit) {
        return lists.waitingFor(event, key, limit);
    }

    @Override
    public List<RunRow> runs(RunQuery query) {
        return lists.runs(query);
    }

    @Override
    public List<RunRow> children(RunId parent, int limit) {
        return lists.children(parent, limit);
    }

    @Override
    public List<OpenHold> holds(HoldQuery query) {
        return lists.holds(query);
    }

    @Override
    public @Nullable OpenHold hold(HoldId hold) {
        return lists.hold(hold);
    }

    @Override
    public List<PendingEffect> claim(int limit) {
        List<Taken> taken = writer.write(sql -> sql.list(
                "UPDATE effect SET owner = ?, claim_no = claim_no + 1 WHERE (step, kind, attempt) IN"
                        + " (SELECT step, kind, attempt FROM effect WHERE owner < ? ORDER BY step, kind, attempt LIMIT ?)"
                        + " RETURNING sent, claim_no, body",
                row -> new Taken(row.getInt(1) == 1, row.getLong(2), row.getString(3)),
                owner,
                owner,
                limit));
        return readers.read(sql -> {
            List<PendingEffect> effects = new ArrayList<>();
            for (Taken one : taken) {
                effects.add(new PendingEffect(Codec.effect(Lists.body(sql, one.body())), one.sent(), one.number()));
            }
            return effects;
        });
    }

    /** One process owns the file. */
    @Override
    public boolean shared() {
        return false;
    }

    @Override
    public List<Claim> renew() {
        return readers.read(sql -> sql.list(
                "SELECT step, kind, attempt, claim_no FROM effect WHERE owner = ?",
                row -> new Claim(
                        new EffectId(StepId.parse(row.getString(1)), row.getString(2), row.getInt(3)), row.getLong(4)),
                owner));
    }

    @Override
    public Hearing hints(Hints to) {
        return () -> {};
    }

    @Override
    public List<Wakening> due(Instant now, @Nullable Wakening after, int limit) {
        return lists.due(now, after, limit);
    }

    @Override
    public @Nullable Wakening nextWake(@Nullable Wakening after) {
        List<Wakening> next = lists.due(Instant.ofEpochMilli(Long.MAX_VALUE), after, 1);
        return next.isEmpty() ? null : next.get(0);
    }

    @Override
    public @Nullable List<RunId> received(EventName event, String id, Instant now) {
        String runs = readers.find(sql -> sql.first(
                "SELECT runs FROM inbox WHERE event = ? AND id = ? AND expires > ?",
                row -> row.getString(1),
                event,
                id,
                now.toEpochMilli()));
        return runs == null
                ? null
                : Json.list(LogText.parse(runs)).stream()
                        .map(run -> new RunId((String) run))
                        .toList();
    }

    @Override
    public void rememberReceived(EventName event, String id, List<RunId> runs, Instant expires) {
        String body = LogText.write(runs.stream().map(RunId::value).toList());
        writer.write(sql -> {
            sql.update("DELETE FROM inbox WHERE expires <= ?", System.currentTimeMillis());
            return sql.update(
                    "INSERT OR REPLACE INTO inbox (event, id, runs, expires) VALUES (?, ?, ?, ?)",
                    event,
                    id,
                    body,
                    expires.toEpochMilli());
        });
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        writer.close();
        readers.close();
        lock.close();
    }
}
