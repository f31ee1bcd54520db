package dev.signalbox.store.sql;

import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Run;
import dev.signalbox.runtime.codec.CodecException;
import dev.signalbox.runtime.codec.SnapshotJson;
import dev.signalbox.runtime.port.Snapshot;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Snapshots in their tables. One that cannot be read, or that misses a part, is as good as none. */
final class Snapshots {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    private Snapshots() {}

    private record Chunk(int number, String body) {}

    /** The run's snapshot; null when there is none that this program can read. */
    static @Nullable Snapshot read(Sql sql, RunId run) throws SQLException {
        String body = sql.first("SELECT body FROM snapshot WHERE run = ?", row -> row.text(1), run);
        if (body == null) {
            return null;
        }
        List<Chunk> kept = sql.list(
                "SELECT chunk, body FROM history WHERE run = ? ORDER BY chunk",
                row -> new Chunk((int) row.number(1), row.text(2)),
                run);
        try {
            Object head = Blobs.body(sql, body);
            int needed = SnapshotJson.chunks(head);
            List<Supplier<Object>> chunks = new ArrayList<>();
            for (Chunk chunk : kept) {
                if (chunk.number() == chunks.size() && chunks.size() < needed) {
                    chunks.add(chunk(sql, chunk.body()));
                }
            }
            Run before = chunks.size() < needed ? null : SnapshotJson.read(head, chunks);
            return before == null ? null : new Snapshot(before);
        } catch (CodecException e) {
            LOG.info("The snapshot of {} is of another version of Signalbox: {}", run, e.getMessage());
            return null;
        }
    }

    /** Parsed when it is looked at; one with blobs is read at once, for looking must not ask the database. */
    private static Supplier<Object> chunk(Sql sql, String body) {
        if (Bodies.refersToBlobs(body)) {
            Object whole = Blobs.body(sql, body);
            return () -> whole;
        }
        return () -> Bodies.read(body, hash -> {
            throw new IllegalStateException("it has no blobs");
        });
    }
}
