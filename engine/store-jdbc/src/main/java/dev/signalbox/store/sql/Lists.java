package dev.signalbox.store.sql;

import dev.signalbox.core.id.RunId;
import dev.signalbox.dsl.model.EventName;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.RunStore;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is listed, page by page: each page begins behind the last row of the one before, on an index. */
final class Lists {
    private final Reading reading;

    Lists(Reading reading) {
        this.reading = reading;
    }

    List<RunRow> runs(RunStore.RunQuery query) {
        Where where = new Where();
        if (query.flow() != null) {
            where.and("run.flow = ?", query.flow());
        }
        if (query.status() != null) {
            where.and("run.status = ?", query.status().text());
        }
        if (query.key() != null) {
            where.and("run.key = ?", query.key());
        }
        RunStore.RunCursor after = query.after();
        if (after != null) {
            where.and("(run.started_at, run.id) < (?, ?)", after.startedAt().toEpochMilli(), after.run());
        }
        return reading.read(sql -> sql.list(
                "SELECT " + Rows.COLUMNS + " FROM run" + where.text()
                        + " ORDER BY run.started_at DESC, run.id DESC LIMIT ?",
                Rows::run,
                where.values(query.limit())));
    }

    List<RunRow> children(RunId parent, int limit) {
        return reading.read(sql -> sql.list(
                "SELECT " + Rows.COLUMNS + " FROM run WHERE parent_run = ? ORDER BY started_at, id LIMIT ?",
                Rows::run,
                parent,
                limit));
    }

    List<RunRow> ended(Instant before, RunStore.@Nullable RunCursor after, int limit) {
        Where where = new Where();
        // A run ends after it started: so the index bounds what is looked at.
        where.and("run.open = 0 AND run.purged_at IS NULL AND run.started_at <= ?", before.toEpochMilli());
        where.and("run.updated_at <= ?", before.toEpochMilli());
        where.and("NOT EXISTS (SELECT 1 FROM run p WHERE p.id = run.parent_run AND p.open = 1)");
        if (after != null) {
            where.and("(run.started_at, run.id) > (?, ?)", after.startedAt().toEpochMilli(), after.run());
        }
        return reading.read(sql -> sql.list(
                "SELECT " + Rows.COLUMNS + " FROM run" + where.text() + " ORDER BY run.started_at, run.id LIMIT ?",
                Rows::run,
                where.values(limit)));
    }

    List<RunId> openWithKey(String key, int limit) {
        return reading.read(sql -> sql.list(
                "SELECT id FROM run WHERE open = 1 AND key = ? ORDER BY started_at, id LIMIT ?",
                Lists::id,
                key,
                limit));
    }

    List<RunId> waitingFor(EventName event, String key, int limit) {
        return reading.read(sql -> sql.list(
                "SELECT id FROM run WHERE id IN (SELECT run FROM waiter WHERE event = ? AND key = ?)"
                        + " ORDER BY started_at, id LIMIT ?",
                Lists::id,
                event,
                key,
                limit));
    }

    /** @param except a condition more, with its values */
    List<RunStore.Wakening> due(
            Instant now, RunStore.@Nullable Wakening after, int limit, String except, Object... its) {
        Where where = new Where();
        where.and("wake_at IS NOT NULL AND wake_at <= ?", now.toEpochMilli());
        where.and(except, its);
        if (after != null) {
            where.and("(wake_at, id) > (?, ?)", after.at().toEpochMilli(), after.run());
        }
        return reading.read(sql -> sql.list(
                "SELECT wake_at, id FROM run" + where.text() + " ORDER BY wake_at, id LIMIT ?",
                row -> new RunStore.Wakening(Instant.ofEpochMilli(row.number(1)), new RunId(row.text(2))),
                where.values(limit)));
    }

    private static RunId id(Columns row) throws SQLException {
        return new RunId(row.text(1));
    }
}
