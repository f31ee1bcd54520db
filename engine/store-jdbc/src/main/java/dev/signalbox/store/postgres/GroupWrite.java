package dev.signalbox.store.postgres;

import static dev.signalbox.store.postgres.Batch.Kind.NUMBER;
import static dev.signalbox.store.postgres.Batch.Kind.TEXT;

import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Waiter;
import dev.signalbox.runtime.port.Claim;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.EffectId;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.store.sql.EncodedCommit;
import dev.signalbox.store.sql.Notices;
import dev.signalbox.store.sql.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a group of commits changes: a statement a table, all in one round trip with the commit. Fails with {@link
 * Trip#NOT_ALL}, and changes nothing, when a run is not where its commit expects it or, unless somebody has looked before
 * ({@link GroupLook}), when a claim is not the one that the commit comes under.
 */
final class GroupWrite {
    /** Held shared by who brings blobs and alone by who deletes some. Any number, so long as it is always the same. */
    static final long BLOBS = 0x5167_6E61_6C62_6F79L;

    private final long owner;
    private final boolean lookedAt;
    private final Map<String, String> blobs = new TreeMap<>();
    private final Batch uses = new Batch(
            "INSERT INTO blob_use (hash, run) SELECT * FROM unnest(:columns) ON CONFLICT DO NOTHING", TEXT, TEXT);
    private final Batch started = new Batch(
            "INSERT INTO run (id, flow, version, key, bundle, status, open, state, seq, parent_run, parent, started_by,"
                    + " started_at, updated_at, wake_at, waiting_for, usage)"
                    + " SELECT * FROM unnest(:columns)",
            TEXT,
            TEXT,
            TEXT,
            TEXT,
            TEXT,
            TEXT,
            NUMBER,
            TEXT,
            NUMBER,
            TEXT,
            TEXT,
            TEXT,
            NUMBER,
            NUMBER,
            NUMBER,
            TEXT,
            TEXT);
    private final Batch moved = new Batch(
            "UPDATE run SET status = v.status, open = v.open, state = v.state, seq = v.seq, updated_at = v.updated_at,"
                    + " wake_at = v.wake_at, wake_node = NULL, wake_taken = NULL, waiting_for = v.waiting_for,"
                    + " usage = v.usage FROM unnest(:columns) AS v (id, status, open, state, seq, updated_at, wake_at,"
                    + " waiting_for, usage, after) WHERE run.id = v.id AND run.seq = v.after",
            TEXT,
            TEXT,
            NUMBER,
            TEXT,
            NUMBER,
            NUMBER,
            NUMBER,
            TEXT,
            TEXT,
            NUMBER);
    private final Batch pinned = new Batch(
            "UPDATE run SET bundle = v.bundle, version = v.version FROM unnest(:columns)"
                    + " AS v (id, bundle, version) WHERE run.id = v.id",
            TEXT,
            TEXT,
            TEXT);
    private final Batch expired = new Batch(
            "DELETE FROM start_key k USING unnest(:columns) AS v (key, now)"
                    + " WHERE k.key = v.key AND k.expires <= v.now",
            TEXT,
            NUMBER);
    private final Batch startKeys =
            new Batch("INSERT INTO start_key (key, run, expires) SELECT * FROM unnest(:columns)", TEXT, TEXT, NUMBER);
    private final Batch log = new Batch(
            "INSERT INTO commit_log (run, first_seq, n, at, token, body)" + " SELECT * FROM unnest(:columns)",
            TEXT,
            NUMBER,
            NUMBER,
            NUMBER,
            NUMBER,
            TEXT);
    private final Batch settled = new Batch(
            "DELETE FROM effect e USING unnest(:columns) AS v (step, kind, attempt)"
                    + " WHERE e.step = v.step AND e.kind = v.kind AND e.attempt = v.attempt::int4",
            TEXT,
            TEXT,
            NUMBER);
    private final Batch settledUnder = new Batch(
            "DELETE FROM effect e USING unnest(:columns) AS v (step, kind, attempt, claim)"
                    + " WHERE e.step = v.step AND e.kind = v.kind AND e.attempt = v.attempt::int4 AND e.claim_no = v.claim",
            TEXT,
            TEXT,
            NUMBER,
            NUMBER);
    private final Batch dropped = new Batch("DELETE FROM effect WHERE step = ANY (?::text[])", TEXT);
    private final Batch sent = new Batch(
            "UPDATE effect e SET sent = 1 FROM unnest(:columns) AS v (step, kind, attempt)"
                    + " WHERE e.step = v.step AND e.kind = v.kind AND e.attempt = v.attempt::int4",
            TEXT,
            TEXT,
            NUMBER);
    private final Batch sentUnder = new Batch(
            "UPDATE effect e SET sent = 1 FROM unnest(:columns)"
                    + " AS v (step, kind, attempt, claim)"
                    + " WHERE e.step = v.step AND e.kind = v.kind AND e.attempt = v.attempt::int4 AND e.claim_no = v.claim",
            TEXT,
            TEXT,
            NUMBER,
            NUMBER);
    private final Batch effects = new Batch(
            "INSERT INTO effect (step, kind, attempt, owner, claim_no, sent, body)"
                    + " SELECT v.step, v.kind, v.attempt, v.owner, " + Claim.FIRST + ", 0, v.body"
                    + " FROM unnest(:columns)"
                    + " AS v (step, kind, attempt, owner, body) ON CONFLICT (step, kind, attempt) DO UPDATE"
                    + " SET owner = excluded.owner, claim_no = excluded.claim_no, sent = 0, body = excluded.body",
            TEXT,
            TEXT,
            NUMBER,
            NUMBER,
            TEXT);
    private final HoldBatches holds = new HoldBatches();
    private final Batch deaf = new Batch("DELETE FROM waiter WHERE run = ANY (?::text[])", TEXT);
    private final Batch waiters = new Batch(
            "INSERT INTO waiter (event, key, run, step) SELECT * FROM unnest(:columns)" + " ON CONFLICT DO NOTHING",
            TEXT,
            TEXT,
            TEXT,
            TEXT);
    private final Batch notices = new Batch(
            "INSERT INTO notice (" + Notices.COLUMNS + ") SELECT * FROM unnest(:columns) ON CONFLICT DO NOTHING",
            TEXT,
            TEXT,
            TEXT,
            TEXT,
            TEXT,
            TEXT,
            TEXT,
            NUMBER,
            NUMBER,
            NUMBER,
            NUMBER,
            NUMBER);
    private final Batch chunks = new Batch(
            "INSERT INTO history (run, chunk, body) SELECT * FROM unnest(:columns)"
                    + " ON CONFLICT (run, chunk) DO UPDATE SET body = excluded.body",
            TEXT,
            NUMBER,
            TEXT);
    private final Batch snapshots = new Batch(
            "INSERT INTO snapshot (run, seq, body) SELECT * FROM unnest(:columns)"
                    + " ON CONFLICT (run) DO UPDATE SET seq = excluded.seq, body = excluded.body",
            TEXT,
            NUMBER,
            TEXT);

    /** The earliest time of a start with a key: what had expired by then is cleared away, some of it each time. */
    private long startsAt = Long.MAX_VALUE;

    private int commits;

    /** @param lookedAt whether every commit may be made was asked in this transaction, and what it asked about is locked */
    GroupWrite(long owner, boolean lookedAt) {
        this.owner = owner;
        this.lookedAt = lookedAt;
    }

    /** Whether the changes of a commit themselves show if its claim is the one it comes under. */
    static boolean showsClaim(Commit commit) {
        Claim under = commit.under();
        return under == null
                || commit.settled().contains(under.effect())
                || commit.sent().contains(under.effect());
    }

    /** How many were added. */
    int commits() {
        return commits;
    }

    /** @param token marks the commit's row of the log */
    void add(EncodedCommit one, long token) {
        commits++;
        Commit commit = one.commit();
        RunId run = commit.row().id();
        blobs.putAll(one.blobs());
        one.blobs().keySet().forEach(hash -> uses.add(hash, run));
        addRow(one);
        if (!commit.events().isEmpty()) {
            log.add(
                    run,
                    commit.after() + 1,
                    commit.events().size(),
                    commit.row().updatedAt().toEpochMilli(),
                    token,
                    one.log());
        }
        addEffects(one);
        holds.add(one);
        List<Waiter> its = commit.waiters();
        if (its != null) {
            if (commit.after() > 0) {
                deaf.add(run);
            }
            its.forEach(waiter -> waiters.add(waiter.event(), waiter.key(), run, waiter.step()));
        }
        commit.notices().forEach(notice -> notices.add(Notices.row(notice)));
        String snapshot = one.snapshot();
        if (snapshot != null) {
            one.chunks().forEach((number, body) -> chunks.add(run, number, body));
            snapshots.add(run, commit.row().seq(), snapshot);
        }
    }

    private void addRow(EncodedCommit one) {
        Commit commit = one.commit();
        RunRow row = commit.row();
        int open = row.open() ? 1 : 0;
        if (commit.after() > 0) {
            moved.add(
                    row.id(),
                    row.status().text(),
                    open,
                    row.state(),
                    row.seq(),
                    row.updatedAt().toEpochMilli(),
                    Rows.millis(row.wakeAt()),
                    row.waitingFor(),
                    one.usage(),
                    commit.after());
            if (commit.moves()) {
                pinned.add(row.id(), row.bundle(), row.version());
            }
            return;
        }
        StepId parent = row.parent();
        started.add(
                row.id(),
                row.flow(),
                row.version(),
                row.key(),
                row.bundle(),
                row.status().text(),
                open,
                row.state(),
                row.seq(),
                parent == null ? null : parent.run(),
                parent,
                row.startedBy(),
                row.startedAt().toEpochMilli(),
                row.updatedAt().toEpochMilli(),
                Rows.millis(row.wakeAt()),
                row.waitingFor(),
                one.usage());
        Commit.StartKey startKey = commit.startKey();
        if (startKey != null) {
            startsAt = Math.min(startsAt, row.startedAt().toEpochMilli());
            expired.add(startKey.key(), row.startedAt().toEpochMilli());
            startKeys.add(startKey.key(), row.id(), startKey.expires().toEpochMilli());
        }
    }

    private void addEffects(EncodedCommit one) {
        Commit commit = one.commit();
        for (EffectId id : commit.settled()) {
            add(id, commit, settled, settledUnder);
        }
        for (StepId step : commit.dropped()) {
            dropped.add(step);
        }
        for (EffectId id : commit.sent()) {
            add(id, commit, sent, sentUnder);
        }
        one.effects()
                .forEach(
                        (id, body) -> effects.add(id.step(), id.kind(), id.attempt(), commit.free() ? 0 : owner, body));
    }

    private void add(EffectId id, Commit commit, Batch plain, Batch underClaim) {
        Claim under = commit.under();
        if (lookedAt || under == null || !under.effect().equals(id)) {
            plain.add(id.step(), id.kind(), id.attempt());
        } else {
            underClaim.add(id.step(), id.kind(), id.attempt(), under.number());
        }
    }

    /** Makes the changes and commits them. */
    void go(Connection connection) throws SQLException {
        Batch values = new Batch(
                "INSERT INTO blob (hash, body) SELECT * FROM unnest(:columns) ON CONFLICT DO NOTHING", TEXT, TEXT);
        blobs.forEach(values::add); // by hash: two groups that bring the same ones wait in one order
        Trip trip = new Trip();
        if (!startKeys.isEmpty()) {
            trip.change(
                    "DELETE FROM start_key WHERE ctid = ANY (ARRAY (SELECT ctid FROM start_key WHERE expires <= ?"
                            + " ORDER BY expires LIMIT 100 FOR UPDATE SKIP LOCKED))",
                    startsAt);
        }
        if (!blobs.isEmpty()) {
            trip.change("SELECT pg_advisory_xact_lock_shared(?)", BLOBS);
        }
        // Effects before runs, as who looks first locks them.
        trip.changeAll(settledUnder)
                .changeAll(sentUnder)
                .changeAll(moved)
                .change(pinned)
                .change(values)
                .change(uses)
                .change(started)
                .change(expired)
                .change(startKeys)
                .change(log)
                .change(settled)
                .change(dropped)
                .change(sent)
                .change(effects);
        holds.change(trip);
        trip.change(deaf)
                .change(waiters)
                .change(notices)
                .change(chunks)
                .change(snapshots)
                .commit()
                .go(connection);
    }
}
