package dev.signalbox.store.postgres;

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
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs in a PostgreSQL database that several engines use at a time. What one has claimed is its own as long as its lease
 * lasts, by the database's clock. Survives the loss of connections and of the server for a bounded time; then the call
 * fails, and nothing is acknowledged. Refuses a server older than 14, one that answers before a commit is on disk, a
 * database that is not in UTF-8, and tables of a newer program.
 */
public final class PostgresStore extends ReadRuns {
    /** How long a database may be away before a call fails. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Makes a row that is read this transaction's own. */
    private static final String LOCK = " FOR UPDATE";

    private final Node node;
    private final Pool pool;
    private final GroupWriter writer;
    private final Hearsay hearsay;
    private boolean closed;

    private PostgresStore(Server server, Pool pool, Node node, String channel, Duration patience, Flushes told) {
        super(pool);
        this.pool = pool;
        this.node = node;
        hearsay = new Hearsay(server, node.id(), channel);
        writer = new GroupWriter(server, node.id(), patience, hearsay::changed, told);
    }

    /** Opens the database, making its schema and tables as needed. */
    public static PostgresStore open(String url) {
        return open(url, Flushes.NONE);
    }

    /** The same, telling how many commits shared a flush. */
    static PostgresStore open(String url, Flushes told) {
        return open(url, LEASE, PATIENCE, told);
    }

    /** With times of its own, for tests of what happens when they are over. */
    static PostgresStore open(String url, Duration lease, Duration patience) {
        return open(url, lease, patience, Flushes.NONE);
    }

    private static PostgresStore open(String url, Duration lease, Duration patience, Flushes told) {
        Address address = Address.parse(url);
        Server server = new Server(address);
        String channel;
        try (Sql sql = new Sql(server.patient())) {
            server.check(sql);
            Schema.migrate(sql, address);
            String schema = sql.first("SELECT current_schema()", row -> row.text(1));
            channel = "signalbox " + schema;
        } catch (SQLException e) {
            throw new StoreException(
                    "The database " + address.shown() + " cannot be opened: " + Trouble.sentence(e.getMessage()), e);
        }
        Pool pool = new Pool(server, patience);
        boolean opened = false;
        try {
            PostgresStore store = new PostgresStore(server, pool, Node.begin(pool, lease), channel, patience, told);
            store.renew();
            opened = true;
            return store;
        } finally {
            if (!opened) {
                pool.close();
            }
        }
    }

    @Override
    public Appended append(Commit commit) {
        return writer.write(EncodedCommit.of(commit));
    }

    @Override
    public void settle(Claim claim) {
        EffectId id = claim.effect();
        pool.write(sql -> sql.update(
                "DELETE FROM effect WHERE step = ? AND kind = ? AND attempt = ? AND claim_no <= ?",
                id.step(),
                id.kind(),
                id.attempt(),
                claim.number()));
    }

    @Override
    public void keepBundle(BundleHash hash, Bundle bundle) {
        String body = LogText.write(Codec.record(bundle));
        pool.write(
                sql -> sql.update("INSERT INTO bundle (hash, body) VALUES (?, ?) ON CONFLICT DO NOTHING", hash, body));
    }

    @Override
    public List<PendingEffect> claim(int limit) {
        return pending(node.claim(limit));
    }

    @Override
    public boolean shared() {
        return true;
    }

    @Override
    public List<Claim> renew() {
        hearsay.alone(node.renew());
        return pool.read(sql -> sql.list(
                "SELECT step, kind, attempt, claim_no FROM effect WHERE owner = ?",
                row -> new Claim(
                        new EffectId(StepId.parse(row.text(1)), row.text(2), (int) row.number(3)), row.number(4)),
                node.id()));
    }

    @Override
    public Hearing hints(Hints to) {
        return hearsay.hear(to);
    }

    @Override
    public List<Wakening> due(Instant now, @Nullable Wakening after, int limit) {
        return node.due(now, after, limit);
    }

    @Override
    public @Nullable Wakening nextWake(@Nullable Wakening after) {
        List<Wakening> next = due(
                Instant.ofEpochMilli(Long.MAX_VALUE),
                after,
                1,
                "(wake_node IS NULL OR wake_node = ? OR wake_taken < " + Node.NOW + ")",
                node.id());
        return next.isEmpty() ? null : next.get(0);
    }

    @Override
    public void rememberReceived(EventName event, String id, List<RunId> runs, Instant expires) {
        String body = LogText.write(runs.stream().map(RunId::value).toList());
        pool.write(sql -> sql.update(
                "INSERT INTO inbox (event, id, runs, expires) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (event, id) DO UPDATE SET runs = excluded.runs, expires = excluded.expires",
                event,
                id,
                body,
                expires.toEpochMilli()));
    }

    @Override
    public boolean calibrate(String model, Calibration next) {
        return pool.write(sql -> Calibrating.advance(sql, model, next));
    }

    @Override
    public ClaimAnswer claim(HoldId hold, String person, Instant now, Instant until, boolean take) {
        return pool.write(sql -> Claiming.claim(sql, hold, person, now, until, take));
    }

    @Override
    public void release(HoldId hold, @Nullable String person) {
        pool.write(sql -> Claiming.release(sql, hold, person));
    }

    @Override
    public void looked(HoldId hold, String person, Instant at) {
        if (!pool.read(sql -> Claiming.hasLooked(sql, hold, person))) {
            pool.write(sql -> Claiming.looked(sql, hold, person, at));
        }
    }

    @Override
    public Answer reserve(Reservation wanted) {
        return atOnce(sql -> Days.reserve(sql, wanted, LOCK), Answer.Granted.class::isInstance);
    }

    @Override
    public void spent(String reservation, Amount used) {
        atOnce(
                sql -> {
                    Days.spent(sql, reservation, used, LOCK);
                    return reservation;
                },
                done -> true);
    }

    @Override
    public TriggerLedger triggers() {
        return new TriggerRows(pool, new TriggerRows.Writing() {
            @Override
            public <T> T write(Reading.Question<T> change) {
                return pool.write(change);
            }
        });
    }

    @Override
    public List<Claimed> claimNotices(Instant now, Instant until, Set<String> without, int limit) {
        return pool.write(sql -> Notices.claim(sql, now, until, without, limit, " FOR UPDATE SKIP LOCKED"));
    }

    @Override
    public boolean noticeTold(Claimed claimed, Outcome outcome) {
        return pool.write(sql -> Notices.told(sql, claimed, outcome));
    }

    @Override
    public int forgetNotices(Instant before) {
        return pool.write(sql -> Notices.forget(sql, before));
    }

    @Override
    public byte[] noticeKey(byte[] fresh) {
        return pool.write(sql -> Notices.key(sql, fresh));
    }

    @Override
    protected boolean purge(Purge purge) {
        return atOnce(
                sql -> {
                    boolean begun = purge.begin(sql);
                    if (begun) {
                        // Behind every commit that brings blobs: what those use is seen from here on.
                        sql.execute("SELECT pg_advisory_xact_lock(" + GroupWrite.BLOBS + ")");
                        purge.finish(sql);
                    }
                    return begun;
                },
                begun -> begun);
    }

    /** A transaction that is made again when its connection went: it must change nothing the second time. */
    private <T> T atOnce(Reading.Question<T> change, Predicate<T> changes) {
        return pool.write(sql -> {
            sql.execute("BEGIN");
            boolean done = false;
            try {
                T answer = change.ask(sql);
                done = changes.test(answer);
                return answer;
            } finally {
                sql.execute(done ? "COMMIT" : "ROLLBACK");
            }
        });
    }

    /** Its claims are free for others at once. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        writer.close();
        hearsay.close();
        node.end();
        pool.close();
    }
}
