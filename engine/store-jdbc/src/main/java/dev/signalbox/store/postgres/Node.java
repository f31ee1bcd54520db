package dev.signalbox.store.postgres;

import dev.signalbox.core.id.RunId;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.port.StoreException;
import dev.signalbox.store.sql.ReadRuns;
import dev.signalbox.store.sql.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One opening of the database: its lease, and what it takes under it. A lease is one row for all that a node has, so that
 * staying alive costs the same whatever is under way. Time is the database's.
 */
final class Node {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);

    /** The database's time in milliseconds since 1970. */
    static final String NOW = "(extract(epoch FROM clock_timestamp()) * 1000)::int8";

    private static final Comparator<RunStore.Wakening> ORDER =
            Comparator.comparing(RunStore.Wakening::at).thenComparing(RunStore.Wakening::run);

    private final Pool pool;
    private final long id;
    private final Duration lease;

    private Node(Pool pool, long id, Duration lease) {
        this.pool = pool;
        this.id = id;
        this.lease = lease;
    }

    static Node begin(Pool pool, Duration lease) {
        String name = "pid " + ProcessHandle.current().pid();
        List<Long> id = pool.write(sql -> sql.list(
                "INSERT INTO node (name, alive_until) VALUES (?, clock_timestamp() + ? * interval '1 millisecond')"
                        + " RETURNING id",
                row -> row.number(1),
                name,
                lease.toMillis()));
        return new Node(pool, id.get(0), lease);
    }

    long id() {
        return id;
    }

    /** Extends the lease; says whether no other node is alive. */
    boolean renew() {
        return pool.write(sql -> {
            int alive = sql.update(
                    "UPDATE node SET alive_until = clock_timestamp() + ? * interval '1 millisecond' WHERE id = ?",
                    lease.toMillis(),
                    id);
            if (alive == 0) {
                throw new StoreException("The database no longer knows this engine; start it again.");
            }
            clear(sql);
            Long others = sql.first(
                    "SELECT count(*) FROM node WHERE alive_until > clock_timestamp() AND id <> ?",
                    row -> row.number(1),
                    id);
            return others == null || others == 0;
        });
    }

    /** What is over for long enough that nobody asks for it. */
    private static void clear(Sql sql) throws SQLException {
        sql.update("DELETE FROM node WHERE alive_until < clock_timestamp() - interval '30 days'"
                + " AND NOT EXISTS (SELECT 1 FROM effect WHERE owner = node.id)");
        sql.update("DELETE FROM inbox WHERE ctid = ANY (ARRAY (SELECT ctid FROM inbox WHERE expires <= " + NOW
                + " LIMIT 1000 FOR UPDATE SKIP LOCKED))");
    }

    /** Gives the claims up. What fails here only makes others wait for the lease. */
    void end() {
        try {
            pool.write(sql -> sql.update("UPDATE node SET alive_until = '-infinity' WHERE id = ?", id));
        } catch (StoreException e) {
            LOG.info("The lease could not be given back: {}", e.getMessage());
        }
    }

    /** Takes effects of nodes whose lease is over, and free ones; each is given to one node. */
    List<ReadRuns.Taken> claim(int limit) {
        // Known again by its mark where the answer was lost and it is asked again.
        long mark = ThreadLocalRandom.current().nextLong();
        int[] asked = new int[1];
        return pool.write(sql -> {
            if (asked[0]++ > 0) {
                List<ReadRuns.Taken> before = sql.list(
                        "SELECT sent, claim_no, body FROM effect WHERE owner = ? AND mark = ?", Node::taken, id, mark);
                if (!before.isEmpty()) {
                    return before;
                }
            }
            return sql.list(
                    "UPDATE effect e SET owner = ?, claim_no = e.claim_no + 1, mark = ? FROM (SELECT step, kind, attempt"
                            + " FROM effect WHERE owner = ANY (ARRAY (SELECT 0::int8 UNION ALL SELECT id FROM node"
                            + " WHERE alive_until <= clock_timestamp() AND id <> ?)) LIMIT ? FOR UPDATE SKIP LOCKED) f"
                            + " WHERE e.step = f.step AND e.kind = f.kind AND e.attempt = f.attempt"
                            + " RETURNING e.sent, e.claim_no, e.body",
                    Node::taken,
                    id,
                    mark,
                    id,
                    limit);
        });
    }

    private static ReadRuns.Taken taken(dev.signalbox.store.sql.Columns row) throws SQLException {
        return new ReadRuns.Taken(row.flag(1), row.number(2), row.text(3));
    }

    /** Takes runs that are due, for a while: no other node is given them meanwhile. */
    List<RunStore.Wakening> due(Instant now, RunStore.@Nullable Wakening after, int limit) {
        String page = after == null ? "" : " AND (wake_at, id) > (?, ?)";
        List<Object> values = new ArrayList<>(List.of(id, RunStore.WAKE_TAKEN.toMillis(), now.toEpochMilli(), id));
        if (after != null) {
            values.add(after.at().toEpochMilli());
            values.add(after.run());
        }
        values.add(limit);
        List<RunStore.Wakening> due = pool.write(sql -> sql.list(
                "UPDATE run SET wake_node = ?, wake_taken = " + NOW + " + ? WHERE id = ANY (ARRAY (SELECT id FROM run"
                        + " WHERE wake_at IS NOT NULL AND wake_at <= ? AND (wake_node IS NULL OR wake_node = ?"
                        + " OR wake_taken < " + NOW + ")" + page
                        + " ORDER BY wake_at, id LIMIT ? FOR NO KEY UPDATE SKIP LOCKED)) RETURNING wake_at, id",
                row -> new RunStore.Wakening(Instant.ofEpochMilli(row.number(1)), new RunId(row.text(2))),
                values.toArray()));
        return due.stream().sorted(ORDER).toList();
    }
}
