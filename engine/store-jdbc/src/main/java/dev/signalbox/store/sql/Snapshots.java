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

    private record Chunk(int number, Supplier<String> body) {}

    /** The run's snapshot; null when there is none that this program can read. */
    static @Nullable Snapshot read(Sql sql, RunId run) throws SQLException {
        String body = sql.first("SELECT body FROM snapshot WHERE run = ?", row -> row.text(1), run);
        if (body == null) {
            return null;
        }
        List<Chunk> kept = sql.list(
                "SELECT chunk, body FROM history WHERE run = ? ORDER BY chunk",
                row -> new Chunk((int) row.number(1), row.textLater(2)),
                run);
        boolean blobs = sql.first("SELECT 1 FROM blob_use WHERE run = ? LIMIT 1", row -> row.number(1), run) != null;
        try {
            Object head = Blobs.body(sql, body);
            int needed = SnapshotJson.chunks(head);
            List<Supplier<Object>> chunks = new ArrayList<>();
            for (Chunk chunk : kept) {
                if (chunk.number() == chunks.size() && chunks.size() < needed) {
                    chunks.add(blobs ? whole(sql, chunk.body()) : later(chunk.body()));
                }
            }
            Run before = chunks.size() < needed ? null : SnapshotJson.read(head, chunks);
            return before == null ? null : new Snapshot(before);
        } catch (CodecException e) {
            LOG.info("The snapshot of {} is of another version of Signalbox: {}", run, e.getMessage());
            return null;
        }
    }

    /** Decoded and parsed when it is looked at. What a long run remembers is megabytes, and most who open it look at none. */
    private static Supplier<Object> later(Supplier<String> body) {
        return () -> Bodies.read(body.get(), hash -> {
            throw new IllegalStateException("it has no blobs");
        });
    }

    /** The chunk of a run that has blobs. One that refers to them is read at once, for looking must not ask the database. */
    private static Supplier<Object> whole(Sql sql, Supplier<String> body) {
        String text = body.get();
        if (!Bodies.refersToBlobs(text)) {
            return later(body);
        }
        Object whole = Blobs.body(sql, text);
        return () -> whole;
    }
}
