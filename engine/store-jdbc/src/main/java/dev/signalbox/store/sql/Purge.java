package dev.signalbox.store.sql;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.RunId;
import dev.signalbox.runtime.audit.Verdicts;
import dev.signalbox.runtime.codec.Codec;
import dev.signalbox.runtime.port.DecidedHold;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Another log in the place of an ended run's, commit by commit. Encoded before the transaction, so that it does not hold up
 * who writes; what may have changed since is looked at again inside it.
 */
public final class Purge {
    private final RunId run;
    private final int seq;
    private final Instant now;
    private final Map<Long, String> bodies = new LinkedHashMap<>();
    private final Map<String, String> blobs;
    private final List<DecidedHold> decided;

    private record Place(long first, int n) {}

    private Purge(RunId run, List<Event> log, Instant now, List<Place> places) {
        this.run = run;
        this.now = now;
        seq = log.size();
        Bodies written = new Bodies();
        for (Place place : places) {
            int from = (int) place.first() - 1;
            List<Object> events = log.subList(from, from + place.n()).stream()
                    .<Object>map(Codec::event)
                    .toList();
            bodies.put(place.first(), written.write(events));
        }
        blobs = written.blobs();
        decided = Verdicts.of(log);
    }

    /** Null when the log has another length. */
    static @Nullable Purge of(Sql sql, RunId run, List<Event> log, Instant now) throws SQLException {
        List<Place> places = sql.list(
                "SELECT first_seq, n FROM commit_log WHERE run = ? ORDER BY first_seq",
                row -> new Place(row.number(1), (int) row.number(2)),
                run);
        return places.stream().mapToInt(Place::n).sum() == log.size() ? new Purge(run, log, now, places) : null;
    }

    /** Locks the run's row and marks it; false, and nothing is changed, when it may not be purged. */
    public boolean begin(Sql sql) throws SQLException {
        // '0' is the character behind '/': the run's steps are between the two.
        String effect = sql.first(
                "SELECT step FROM effect WHERE step > ? AND step < ? LIMIT 1",
                row -> row.text(1),
                run + "/",
                run + "0");
        return effect == null
                && sql.update(
                                "UPDATE run SET purged_at = ? WHERE id = ? AND open = 0 AND purged_at IS NULL AND seq = ?",
                                now.toEpochMilli(),
                                run,
                                seq)
                        == 1;
    }

    /** After {@link #begin}, while nobody else changes which blobs are used. */
    public void finish(Sql sql) throws SQLException {
        for (Map.Entry<Long, String> body : bodies.entrySet()) {
            sql.update(
                    "UPDATE commit_log SET body = ? WHERE run = ? AND first_seq = ?",
                    body.getValue(),
                    run,
                    body.getKey());
        }
        Backfill.again(sql, decided);
        sql.update("DELETE FROM notice WHERE run = ?", run);
        sql.update("DELETE FROM snapshot WHERE run = ?", run);
        sql.update("DELETE FROM history WHERE run = ?", run);
        List<String> used = sql.list("SELECT hash FROM blob_use WHERE run = ?", row -> row.text(1), run);
        sql.update("DELETE FROM blob_use WHERE run = ?", run);
        for (Map.Entry<String, String> blob : blobs.entrySet()) {
            sql.update(
                    "INSERT INTO blob (hash, body) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    blob.getKey(),
                    blob.getValue());
            sql.update("INSERT INTO blob_use (hash, run) VALUES (?, ?) ON CONFLICT DO NOTHING", blob.getKey(), run);
        }
        for (String hash : used) {
            sql.update(
                    "DELETE FROM blob WHERE hash = ? AND NOT EXISTS"
                            + " (SELECT 1 FROM blob_use u WHERE u.hash = blob.hash)",
                    hash);
        }
    }
}
