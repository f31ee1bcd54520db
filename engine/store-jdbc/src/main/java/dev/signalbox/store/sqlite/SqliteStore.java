package dev.signalbox.store.sqlite;

import dev.signalbox.core.context.Calibration;
import dev.signalbox.core.id.BundleHash;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.dsl.bundle.Bundle;
import dev.signalbox.dsl.model.EventName;
import dev.signalbox.runtime.codec.Codec;
import dev.signalbox.runtime.codec.LogText;
import dev.signalbox.runtime.port.Appended;
import dev.signalbox.runtime.port.Claim;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.EffectId;
import dev.signalbox.runtime.port.Flushes;
import dev.signalbox.runtime.port.Hints;
import dev.signalbox.runtime.port.PendingEffect;
import dev.signalbox.runtime.port.StoreException;
import dev.signalbox.runtime.port.TriggerLedger;
import dev.signalbox.store.sql.Calibrating;
import dev.signalbox.store.sql.Claiming;
import dev.signalbox.store.sql.Days;
import dev.signalbox.store.sql.EncodedCommit;
import dev.signalbox.store.sql.Notices;
import dev.signalbox.store.sql.Purge;
import dev.signalbox.store.sql.ReadRuns;
import dev.signalbox.store.sql.Reading;
import dev.signalbox.store.sql.Sql;
import dev.signalbox.store.sql.TriggerRows;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs in one SQLite file: a write-ahead log with a flush for every transaction ({@code synchronous=FULL}), owned by one
 * process at a time. Refuses a SQLite older than 3.51.3, a file of a newer program, and a file that another process owns.
 */
public final class SqliteStore extends ReadRuns {
    /** The version of the tables that this program makes and needs. */
    public static final int KNOWN = Sqlite.VERSION;

    private final OwnerLock lock;
    private final Writer writer;
    private final Readers readers;
    private final long owner;
    private boolean closed;

    private SqliteStore(OwnerLock lock, Writer writer, Readers readers, long owner) {
        super(readers);
        this.lock = lock;
        this.owner = owner;
        this.readers = readers;
        this.writer = writer;
    }

    /** Opens the file, making it, its folder and its tables as needed. */
    public static SqliteStore open(Path path) {
        return open(path, Flushes.NONE);
    }

    /** The same, telling how many commits shared a flush. */
    static SqliteStore open(Path path, Flushes told) {
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
            Long owner = sql.first("UPDATE owner SET n = n + 1 RETURNING n", row -> row.number(1));
            Writer writer = new Writer(sql, InPlace.of(file), told);
            SqliteStore store = new SqliteStore(lock, writer, new Readers(file), owner == null ? 0 : owner);
            opened = true;
            return store;
        } catch (SQLException e) {
            throw new StoreException("The database " + file + " cannot be opened: " + Refusal.why(e) + ".", e);
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    @Override
    public Appended append(Commit commit) {
        return writer.write(new CommitWrite(EncodedCommit.of(commit), owner));
    }

    @Override
    public void settle(Claim claim) {
        writer.write(sql -> CommitWrite.settle(sql, claim));
    }

    @Override
    public void keepBundle(BundleHash hash, Bundle bundle) {
        String body = LogText.write(Codec.record(bundle));
        writer.write(sql -> sql.update("INSERT OR IGNORE INTO bundle (hash, body) VALUES (?, ?)", hash, body));
    }

    @Override
    public List<PendingEffect> claim(int limit) {
        List<Taken> taken = writer.write(sql -> sql.list(
                "UPDATE effect SET owner = ?, claim_no = claim_no + 1 WHERE (step, kind, attempt) IN"
                        + " (SELECT step, kind, attempt FROM effect WHERE owner < ? ORDER BY step, kind, attempt LIMIT ?)"
                        + " RETURNING sent, claim_no, body",
                row -> new Taken(row.flag(1), row.number(2), row.text(3)),
                owner,
                owner,
                limit));
        return pending(taken);
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
                        new EffectId(StepId.parse(row.text(1)), row.text(2), (int) row.number(3)), row.number(4)),
                owner));
    }

    @Override
    public Hearing hints(Hints to) {
        return () -> {};
    }

    @Override
    public List<Wakening> due(Instant now, @Nullable Wakening after, int limit) {
        return due(now, after, limit, "TRUE");
    }

    @Override
    public @Nullable Wakening nextWake(@Nullable Wakening after) {
        List<Wakening> next = due(Instant.ofEpochMilli(Long.MAX_VALUE), after, 1, "TRUE");
        return next.isEmpty() ? null : next.get(0);
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
    public boolean calibrate(String model, Calibration next) {
        return writer.write(sql -> Calibrating.advance(sql, model, next));
    }

    @Override
    public ClaimAnswer claim(HoldId hold, String person, Instant now, Instant until, boolean take) {
        return writer.write(sql -> Claiming.claim(sql, hold, person, now, until, take));
    }

    @Override
    public void release(HoldId hold, @Nullable String person) {
        writer.write(sql -> Claiming.release(sql, hold, person));
    }

    @Override
    public void looked(HoldId hold, String person, Instant at) {
        if (!readers.read(sql -> Claiming.hasLooked(sql, hold, person))) {
            writer.write(sql -> Claiming.looked(sql, hold, person, at));
        }
    }

    @Override
    public Answer reserve(Reservation wanted) {
        return writer.write(sql -> Days.reserve(sql, wanted, ""));
    }

    @Override
    public void spent(String reservation, Amount used) {
        writer.write(sql -> {
            Days.spent(sql, reservation, used, "");
            return reservation;
        });
    }

    @Override
    public TriggerLedger triggers() {
        return new TriggerRows(readers, new TriggerRows.Writing() {
            @Override
            public <T> T write(Reading.Question<T> change) {
                return writer.write(change::ask);
            }
        });
    }

    @Override
    public List<Claimed> claimNotices(Instant now, Instant until, Set<String> without, int limit) {
        return writer.write(sql -> Notices.claim(sql, now, until, without, limit, ""));
    }

    @Override
    public boolean noticeTold(Claimed claimed, Outcome outcome) {
        return writer.write(sql -> Notices.told(sql, claimed, outcome));
    }

    @Override
    public int forgetNotices(Instant before) {
        return writer.write(sql -> Notices.forget(sql, before));
    }

    @Override
    public byte[] noticeKey(byte[] fresh) {
        return writer.write(sql -> Notices.key(sql, fresh));
    }

    @Override
    protected boolean purge(Purge purge) {
        return writer.write(sql -> {
            boolean begun = purge.begin(sql);
            if (begun) {
                purge.finish(sql);
            }
            return begun;
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
