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
    private final Map<LogPlace, Long> tokens = new HashMap<>();

    private record Started(String run, long expires) {}

    private record FlowKey(String flow, String key) {}

    private record LogPlace(String run, long firstSeq) {}

    /**
     * Looks at what the commits touch; each is of another run.
     *
     * @param doubtful those of them that may have been made already
     */
    static GroupLook at(Connection connection, List<EncodedCommit> commits, List<EncodedCommit> doubtful)
            throws SQLException {
        GroupLook look = new GroupLook();
        look.ask(connection, commits, doubtful);
        return look;
    }

    private void ask(Connection connection, List<EncodedCommit> commits, List<EncodedCommit> doubtful)
            throws SQLException {
        Batch places = new Batch(
                "SELECT l.run, l.first_seq, l.token FROM commit_log l JOIN unnest(:columns) AS v (run, first_seq)"
                        + " ON l.run = v.run AND l.first_seq = v.first_seq",
                TEXT,
                NUMBER);
        for (EncodedCommit one : doubtful) {
            places.add(one.commit().row().id(), one.commit().after() + 1);
        }
        Batch effects = new Batch(
                "SELECT e.step, e.kind, e.attempt, e.claim_no FROM effect e"
                        + " JOIN unnest(:columns) AS v (step, kind, attempt)"
                        + " ON e.step = v.step AND e.kind = v.kind AND e.attempt = v.attempt::int4"
                        + " ORDER BY e.step, e.kind, e.attempt FOR UPDATE OF e",
                TEXT,
                TEXT,
                NUMBER);
        Batch runs =
                new Batch("SELECT id, seq FROM run WHERE id = ANY (?::text[]) ORDER BY id FOR NO KEY UPDATE", TEXT);
        Batch startKeys = new Batch("SELECT key, run, expires FROM start_key WHERE key = ANY (?::text[])", TEXT);
        Batch keys = new Batch(
                "SELECT run.flow, run.key, run.id FROM run JOIN unnest(:columns) AS v (key, flow)"
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
                .ask(
                        effects,
                        row -> claims.put(
                                new EffectId(StepId.parse(row.text(1)), row.text(2), (int) row.number(3)),
                                row.number(4)))
                .ask(runs, row -> seqs.put(row.text(1), row.number(2)))
                .ask(startKeys, row -> starts.put(row.text(1), new Started(row.text(2), row.number(3))))
                // Behind the locks: whoever was about to make such a commit has done so, or cannot any more.
                .ask(places, row -> tokens.put(new LogPlace(row.text(1), row.number(2)), row.number(3)))
                .ask(keys, row -> open.put(new FlowKey(row.text(1), row.text(2)), row.text(3)))
                .go(connection);
    }

    /** Whether a doubtful commit is there, known by its token. */
    boolean made(Commit commit, long token) {
        Long there = tokens.get(new LogPlace(commit.row().id().value(), commit.after() + 1));
        return there != null && there == token;
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
