package dev.signalbox.store.sqlite;

import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.core.run.Waiter;
import dev.signalbox.runtime.port.Appended;
import dev.signalbox.runtime.port.Claim;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.EffectId;
import dev.signalbox.runtime.port.Notice;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.store.sql.EncodedCommit;
import dev.signalbox.store.sql.Notices;
import dev.signalbox.store.sql.Packing;
import dev.signalbox.store.sql.Rows;
import dev.signalbox.store.sql.Sql;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One commit as SQL; what can refuse it is asked before the first row changes.
 */
final class CommitWrite implements Writer.Change<Appended> {
    private final Commit commit;
    private final long owner;
    private final EncodedCommit encoded;

    /** Packed here, on the caller's thread, so that it does not hold up who writes. */
    private final Object log;

    private final HoldWrite holds;

    CommitWrite(EncodedCommit encoded, long owner) {
        this.encoded = encoded;
        this.owner = owner;
        commit = encoded.commit();
        boolean passing = commit.row().status() == RunStatus.RUNNING;
        log = passing ? Packing.packPassing(encoded.log()) : Packing.pack(encoded.log());
        holds = new HoldWrite(encoded);
    }

    @Override
    public Appended make(Sql sql) throws SQLException {
        Appended refused = commit.after() == 0 ? refusedStart(sql) : refusedStep(sql);
        if (refused != null) {
            return refused;
        }
        for (Map.Entry<String, String> blob : encoded.blobs().entrySet()) {
            sql.update("INSERT OR IGNORE INTO blob (hash, body) VALUES (?, ?)", blob.getKey(), blob.getValue());
            sql.update("INSERT OR IGNORE INTO blob_use (hash, run) VALUES (?, ?)", blob.getKey(), run());
        }
        if (!commit.events().isEmpty()) {
            sql.update(
                    "INSERT INTO commit_log (run, first_seq, n, at, body) VALUES (?, ?, ?, ?, ?)",
                    run(),
                    commit.after() + 1,
                    commit.events().size(),
                    commit.row().updatedAt().toEpochMilli(),
                    log);
        }
        writeEffects(sql);
        holds.write(sql);
        writeWaiters(sql);
        writeNotices(sql);
        writeSnapshot(sql);
        return new Appended.Done();
    }

    private RunId run() {
        return commit.row().id();
    }

    private @Nullable Appended stale(Sql sql) throws SQLException {
        Claim under = commit.under();
        if (under == null) {
            return null;
        }
        EffectId id = under.effect();
        Long number = sql.first(
                "SELECT claim_no FROM effect WHERE step = ? AND kind = ? AND attempt = ?",
                row -> row.number(1),
                id.step(),
                id.kind(),
                id.attempt());
        return number == null || number == under.number() ? null : new Appended.Stale(number);
    }

    private @Nullable Appended refusedStart(Sql sql) throws SQLException {
        RunRow row = commit.row();
        Commit.StartKey startKey = commit.startKey();
        if (startKey != null) {
            sql.update(
                    "DELETE FROM start_key WHERE expires <= ?", row.startedAt().toEpochMilli());
            String before = sql.first("SELECT run FROM start_key WHERE key = ?", r -> r.text(1), startKey.key());
            if (before != null) {
                return new Appended.StartedBefore(new RunId(before));
            }
        }
        Long seq = sql.first("SELECT seq FROM run WHERE id = ?", r -> r.number(1), run());
        if (seq != null) {
            return new Appended.Behind(seq);
        }
        if (row.key() != null) {
            String open = sql.first(
                    "SELECT id FROM run WHERE key = ? AND flow = ? AND open = 1",
                    r -> r.text(1),
                    row.key(),
                    row.flow());
            if (open != null) {
                return new Appended.KeyTaken(new RunId(open));
            }
        }
        StepId parent = row.parent();
        sql.update(
                "INSERT INTO run (id, flow, version, key, bundle, status, open, state, seq, parent_run, parent, started_by,"
                        + " started_at, updated_at, wake_at, waiting_for, usage)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row.id(),
                row.flow(),
                row.version(),
                row.key(),
                row.bundle(),
                row.status().text(),
                row.open(),
                row.state(),
                row.seq(),
                parent == null ? null : parent.run(),
                parent,
                row.startedBy(),
                row.startedAt().toEpochMilli(),
                row.updatedAt().toEpochMilli(),
                Rows.millis(row.wakeAt()),
                row.waitingFor(),
                encoded.usage());
        if (startKey != null) {
            sql.update(
                    "INSERT INTO start_key (key, run, expires) VALUES (?, ?, ?)",
                    startKey.key(),
                    run(),
                    startKey.expires().toEpochMilli());
        }
        return null;
    }

    private @Nullable Appended refusedStep(Sql sql) throws SQLException {
        if (commit.moves() && moves(sql)) {
            RunRow row = commit.row();
            sql.update("UPDATE run SET bundle = ?, version = ? WHERE id = ?", row.bundle(), row.version(), row.id());
            return null;
        }
        if ((commit.row().status() == RunStatus.RUNNING && runsOn(sql)) || moves(sql)) {
            return null;
        }
        Appended stale = stale(sql);
        if (stale != null) {
            return stale;
        }
        Long seq = sql.first("SELECT seq FROM run WHERE id = ?", r -> r.number(1), run());
        return new Appended.Behind(seq == null ? 0 : seq);
    }

    /**
     * The row of a run that runs as it ran before: what stands in an index is asked for and not set. SQLite writes an index
     * anew when a column of it is named, whether or not its value is another.
     */
    private boolean runsOn(Sql sql) throws SQLException {
        RunRow row = commit.row();
        return moves(
                sql,
                "UPDATE run SET state = ?, seq = ?, updated_at = ?, waiting_for = ?, usage = ?"
                        + " WHERE id = ? AND seq = ? AND status = ? AND open = ? AND wake_at IS ?",
                row.state(),
                row.seq(),
                row.updatedAt().toEpochMilli(),
                row.waitingFor(),
                encoded.usage(),
                row.id(),
                commit.after(),
                row.status().text(),
                row.open(),
                Rows.millis(row.wakeAt()));
    }

    private boolean moves(Sql sql) throws SQLException {
        RunRow row = commit.row();
        return moves(
                sql,
                "UPDATE run SET status = ?, open = ?, state = ?, seq = ?, updated_at = ?, wake_at = ?, waiting_for = ?,"
                        + " usage = ? WHERE id = ? AND seq = ?",
                row.status().text(),
                row.open(),
                row.state(),
                row.seq(),
                row.updatedAt().toEpochMilli(),
                Rows.millis(row.wakeAt()),
                row.waitingFor(),
                encoded.usage(),
                row.id(),
                commit.after());
    }

    /** Whether the run was where it is expected, and its effect under the claim that the commit comes under. */
    private boolean moves(Sql sql, String update, @Nullable Object... values) throws SQLException {
        Claim under = commit.under();
        if (under == null) {
            return sql.update(update, values) == 1;
        }
        EffectId id = under.effect();
        @Nullable Object[] all = Arrays.copyOf(values, values.length + 4);
        all[values.length] = id.step();
        all[values.length + 1] = id.kind();
        all[values.length + 2] = id.attempt();
        all[values.length + 3] = under.number();
        return sql.update(
                        update + " AND NOT EXISTS (SELECT 1 FROM effect"
                                + " WHERE step = ? AND kind = ? AND attempt = ? AND claim_no <> ?)",
                        all)
                == 1;
    }

    private void writeEffects(Sql sql) throws SQLException {
        if (inPlace(sql)) {
            return;
        }
        for (EffectId id : commit.settled()) {
            settle(sql, Claim.last(id));
        }
        for (StepId step : commit.dropped()) {
            sql.update("DELETE FROM effect WHERE step = ?", step);
        }
        for (EffectId id : commit.sent()) {
            sql.update(
                    "UPDATE effect SET sent = 1 WHERE step = ? AND kind = ? AND attempt = ?",
                    id.step(),
                    id.kind(),
                    id.attempt());
        }
        for (Map.Entry<EffectId, String> effect : encoded.effects().entrySet()) {
            EffectId id = effect.getKey();
            sql.update(
                    "INSERT OR REPLACE INTO effect (step, kind, attempt, owner, claim_no, sent, body)"
                            + " VALUES (?, ?, ?, ?, ?, 0, ?)",
                    id.step(),
                    id.kind(),
                    id.attempt(),
                    commit.free() ? 0 : owner,
                    Claim.FIRST,
                    effect.getValue());
        }
    }

    /**
     * Most commits settle one effect and bring the next: its row is written over, which leaves the index of owners alone.
     * Says whether that was all.
     */
    private boolean inPlace(Sql sql) throws SQLException {
        if (commit.settled().size() != 1
                || encoded.effects().size() != 1
                || commit.free()
                || !commit.dropped().isEmpty()
                || !commit.sent().isEmpty()) {
            return false;
        }
        EffectId was = commit.settled().get(0);
        Map.Entry<EffectId, String> next =
                encoded.effects().entrySet().iterator().next();
        EffectId id = next.getKey();
        return sql.update(
                        "UPDATE OR REPLACE effect SET step = ?, kind = ?, attempt = ?, claim_no = ?, sent = 0, body = ?"
                                + " WHERE step = ? AND kind = ? AND attempt = ? AND owner = ?",
                        id.step(),
                        id.kind(),
                        id.attempt(),
                        Claim.FIRST,
                        next.getValue(),
                        was.step(),
                        was.kind(),
                        was.attempt(),
                        owner)
                == 1;
    }

    static int settle(Sql sql, Claim claim) throws SQLException {
        EffectId id = claim.effect();
        return sql.update(
                "DELETE FROM effect WHERE step = ? AND kind = ? AND attempt = ? AND claim_no <= ?",
                id.step(),
                id.kind(),
                id.attempt(),
                claim.number());
    }

    private void writeSnapshot(Sql sql) throws SQLException {
        if (encoded.snapshot() == null) {
            return;
        }
        for (Map.Entry<Integer, String> chunk : encoded.chunks().entrySet()) {
            sql.update(
                    "INSERT OR REPLACE INTO history (run, chunk, body) VALUES (?, ?, ?)",
                    run(),
                    chunk.getKey(),
                    chunk.getValue());
        }
        sql.update(
                "INSERT OR REPLACE INTO snapshot (run, seq, body) VALUES (?, ?, ?)",
                run(),
                commit.row().seq(),
                encoded.snapshot());
    }

    private void writeNotices(Sql sql) throws SQLException {
        for (Notice notice : commit.notices()) {
            sql.update(
                    "INSERT OR IGNORE INTO notice (" + Notices.COLUMNS
                            + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    Notices.row(notice));
        }
    }

    private void writeWaiters(Sql sql) throws SQLException {
        List<Waiter> waiters = commit.waiters();
        if (waiters == null) {
            return;
        }
        sql.update("DELETE FROM waiter WHERE run = ?", run());
        for (Waiter waiter : waiters) {
            sql.update(
                    "INSERT OR IGNORE INTO waiter (event, key, run, step) VALUES (?, ?, ?, ?)",
                    waiter.event(),
                    waiter.key(),
                    run(),
                    waiter.step());
        }
    }
}
