package dev.signalbox.store.postgres;

import static dev.signalbox.store.postgres.Batch.Kind.NUMBER;
import static dev.signalbox.store.postgres.Batch.Kind.TEXT;

import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.runtime.port.Appended;
import dev.signalbox.runtime.port.Claim;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.EffectId;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.store.sql.EncodedCommit;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a group of commits meets in the database, asked in one round trip and locked until the transaction ends: the claims
 * under which they come, their runs, and the keys that a start wants for itself. Rows are locked in the order of their
 * keys, effects before runs, so that two groups never wait for each other.
 */
final class GroupLook {
    private final Map<EffectId, Long> claims = new HashMap<>();
    private final Map<String, Long> seqs = new HashMap<>();
    private final Map<String, Started> starts = new HashMap<>();
    private final Map<FlowKey, String> open = new HashMap<>();
    private @Nullable String transaction;

    private record Started(String run, long expires) {}

    private record FlowKey(String flow, String key) {}

    /** Looks at what the commits touch; each is of another run. */
    static GroupLook at(Connection connection, List<EncodedCommit> commits) throws SQLException {
        GroupLook look = new GroupLook();
        look.ask(connection, commits);
        return look;
    }

    private void ask(Connection connection, List<EncodedCommit> commits) throws SQLException {
        Batch effects = new Batch(
                "SELECT e.step, e.kind, e.attempt, e.claim_no FROM effect e"
                        + " JOIN unnest(?::text[], ?::text[], ?::int8[]) AS v (step, kind, attempt)"
                        + " ON e.step = v.step AND e.kind = v.kind AND e.attempt = v.attempt::int4"
                        + " ORDER BY e.step, e.kind, e.attempt FOR UPDATE OF e",
                TEXT,
                TEXT,
                NUMBER);
        Batch runs =
                new Batch("SELECT id, seq FROM run WHERE id = ANY (?::text[]) ORDER BY id FOR NO KEY UPDATE", TEXT);
        Batch startKeys = new Batch("SELECT key, run, expires FROM start_key WHERE key = ANY (?::text[])", TEXT);
        Batch keys = new Batch(
                "SELECT run.flow, run.key, run.id FROM run JOIN unnest(?::text[], ?::text[]) AS v (key, flow)"
                        + " ON run.key = v.key AND run.flow = v.flow WHERE run.open = 1",
                TEXT,
                TEXT);
        for (EncodedCommit one : commits) {
            Commit commit = one.commit();
            Claim under = commit.under();
            if (under != null) {
                EffectId id = under.effect();
                effects.add(id.step(), id.kind(), id.attempt());
            }
            RunRow row = commit.row();
            runs.add(row.id());
            if (commit.startKey() != null) {
                startKeys.add(commit.startKey().key());
            }
            if (commit.after() == 0 && row.key() != null) {
                keys.add(row.key(), row.flow());
            }
        }
        new Trip()
                .ask("SELECT pg_current_xact_id()::text", row -> transaction = row.text(1))
                .ask(
                        effects,
                        row -> claims.put(
                                new EffectId(StepId.parse(row.text(1)), row.text(2), (int) row.number(3)),
                                row.number(4)))
                .ask(runs, row -> seqs.put(row.text(1), row.number(2)))
                .ask(startKeys, row -> starts.put(row.text(1), new Started(row.text(2), row.number(3))))
                .ask(keys, row -> open.put(new FlowKey(row.text(1), row.text(2)), row.text(3)))
                .go(connection);
    }

    /** By which the database can say later what became of the transaction. */
    String transaction() {
        if (transaction == null) {
            throw new IllegalStateException("not asked yet");
        }
        return transaction;
    }

    /** Why the commit cannot be; null when it can. */
    @Nullable
    Appended refusal(Commit commit) {
        Claim under = commit.under();
        Long number = under == null ? null : claims.get(under.effect());
        if (under != null && number != null && number != under.number()) {
            return new Appended.Stale(number);
        }
        RunRow row = commit.row();
        long seq = seqs.getOrDefault(row.id().value(), 0L);
        if (commit.after() > 0) {
            return seq == commit.after() ? null : new Appended.Behind(seq);
        }
        Commit.StartKey startKey = commit.startKey();
        Started before = startKey == null ? null : starts.get(startKey.key());
        if (before != null && before.expires() > row.startedAt().toEpochMilli()) {
            return new Appended.StartedBefore(new RunId(before.run()));
        }
        if (seq > 0) {
            return new Appended.Behind(seq);
        }
        String other =
                row.key() == null ? null : open.get(new FlowKey(row.flow().toString(), row.key()));
        return other == null ? null : new Appended.KeyTaken(new RunId(other));
    }
}
