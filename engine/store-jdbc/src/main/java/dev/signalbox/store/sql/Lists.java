package dev.signalbox.store.sql;

import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.dsl.model.EventName;
import dev.signalbox.runtime.codec.Codec;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.RunStore;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is listed, page by page: each page begins behind the last row of the one before, on an index. */
final class Lists {
    private static final String HOLD_COLUMNS = Rows.COLUMNS + ", hold.body";
    private static final int HOLD_BODY = 16;

    /** {@link RunStore.RunQuery#words}, as columns. */
    private static final String WORDS = "run.id || ' ' || run.flow || ' ' || coalesce(run.key, '') || ' ' ||"
            + " coalesce(run.state, '') || ' ' || run.started_by || ' ' || coalesce(run.waiting_for, '')";

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
        Set<String> waitsOn = query.waitsOn();
        if (waitsOn != null) {
            Set<String> names = new TreeSet<>(waitsOn);
            names.add("*");
            where.and(
                    "run.open = 1 AND run.id IN (SELECT hold.run FROM hold JOIN hold_group ON hold_group.hold = hold.id"
                            + " WHERE hold_group.grp IN (" + marks(names.size()) + "))",
                    names.toArray());
        }
        if (query.startedBy() != null) {
            where.and("run.started_by = ?", query.startedBy());
        }
        if (query.text() != null) {
            where.and("lower(" + WORDS + ") LIKE ? ESCAPE '!'", "%" + escaped(query.text()) + "%");
        }
        if (query.since() != null) {
            where.and("run.started_at >= ?", query.since().toEpochMilli());
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

    RunStore.@Nullable OpenHold hold(HoldId hold) {
        return reading.find(sql -> sql.first(
                "SELECT " + HOLD_COLUMNS + " FROM hold JOIN run ON run.id = hold.run WHERE hold.id = ?",
                row -> openHold(sql, row),
                hold));
    }

    List<RunStore.OpenHold> holds(RunStore.HoldQuery query) {
        Set<String> by = query.by();
        if (query.runs() != null && query.runs().isEmpty()) {
            return List.of();
        }
        if (by == null) {
            return holdsFrom("hold JOIN run ON run.id = hold.run", "hold.due", "hold.id", null, query);
        }
        // One index walk a name, merged: the index has no order over several names together.
        Set<String> names = new TreeSet<>(by);
        names.add("*");
        Map<HoldId, RunStore.OpenHold> found = new LinkedHashMap<>();
        for (String name : names) {
            holdsFrom(
                            "hold_group JOIN hold ON hold.id = hold_group.hold JOIN run ON run.id = hold.run",
                            "hold_group.due",
                            "hold_group.hold",
                            name,
                            query)
                    .forEach(open -> found.put(open.hold().id(), open));
        }
        return found.values().stream()
                .sorted(Comparator.comparingLong(
                                (RunStore.OpenHold open) -> Rows.due(open.hold().due()))
                        .thenComparing(open -> open.hold().id()))
                .limit(query.limit())
                .toList();
    }

    private List<RunStore.OpenHold> holdsFrom(
            String from, String due, String id, @Nullable String name, RunStore.HoldQuery query) {
        Where where = new Where();
        if (name != null) {
            where.and("hold_group.grp = ?", name);
        }
        if (query.flow() != null) {
            where.and("hold.flow = ?", query.flow());
        }
        Set<RunId> runs = query.runs();
        if (runs != null) {
            where.and("hold.run IN (" + marks(runs.size()) + ")", runs.toArray());
        }
        RunStore.HoldCursor after = query.after();
        if (after != null) {
            where.and("(" + due + ", " + id + ") > (?, ?)", Rows.due(after.due()), after.hold());
        }
        return reading.read(sql -> sql.list(
                "SELECT " + HOLD_COLUMNS + " FROM " + from + where.text() + " ORDER BY " + due + ", " + id + " LIMIT ?",
                row -> openHold(sql, row),
                where.values(query.limit())));
    }

    private static RunStore.OpenHold openHold(Sql sql, Columns row) throws SQLException {
        Hold hold = Codec.hold(Blobs.body(sql, row.body(HOLD_BODY)));
        return new RunStore.OpenHold(hold, Rows.run(row));
    }

    private static RunId id(Columns row) throws SQLException {
        return new RunId(row.text(1));
    }

    /** Conditions joined by AND, with their values. */
    private static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    /** Text that stands for itself in a pattern. */
    private static String escaped(String text) {
        return RunStore.RunQuery.folded(text)
                .replace("!", "!!")
                .replace("%", "!%")
                .replace("_", "!_");
    }

    private static final class Where {
        private final List<String> conditions = new ArrayList<>();
        private final List<Object> values = new ArrayList<>();

        void and(String condition, Object... its) {
            conditions.add(condition);
            values.addAll(List.of(its));
        }

        String text() {
            return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        }

        Object[] values(int limit) {
            List<Object> all = new ArrayList<>(values);
            all.add(limit);
            return all.toArray();
        }
    }
}
