package dev.signalbox.store.sql;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.audit.Verdicts;
import dev.signalbox.runtime.codec.Codec;
import dev.signalbox.runtime.port.DecidedHold;
import dev.signalbox.runtime.port.RunRow;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fills the tables of the inbox from holds and logs that are there already, inside the step that makes them. Reads a run's log
 * only where it opened a hold.
 */
public final class Backfill {
    private static final int TOGETHER = 500;
    private static final String OPENED = "\"HoldOpened\"";

    private static final String ADD_LINE = insert("hold_line", HoldRows.LINE);
    private static final String ADD_DECISION = insert("decision", HoldRows.DECISION);

    private Backfill() {}

    private static String insert(String table, String columns) {
        int count = columns.split(",", -1).length;
        return "INSERT INTO " + table + " (" + columns + ") VALUES ("
                + String.join(", ", Collections.nCopies(count, "?")) + ") ON CONFLICT DO NOTHING";
    }

    public static void inbox(Sql sql) throws SQLException {
        String after = "";
        List<String> runs = runs(sql, after);
        while (!runs.isEmpty()) {
            for (String run : runs) {
                fill(sql, run);
            }
            after = runs.getLast();
            runs = runs(sql, after);
        }
    }

    private static List<String> runs(Sql sql, String after) throws SQLException {
        return sql.list(
                "SELECT id FROM run WHERE id > ? ORDER BY id LIMIT " + TOGETHER, row -> row.text(1), after);
    }

    private static void fill(Sql sql, String run) throws SQLException {
        List<String> bodies = sql.list(
                "SELECT body FROM commit_log WHERE run = ? ORDER BY first_seq", row -> row.body(1), run);
        if (bodies.stream().noneMatch(body -> body.contains(OPENED))) {
            return;
        }
        List<Event> log = new ArrayList<>();
        for (String body : bodies) {
            Json.list(Blobs.body(sql, body)).forEach(event -> log.add(Codec.event(event)));
        }
        for (DecidedHold decided : Verdicts.of(log)) {
            sql.update(ADD_DECISION, HoldRows.decision(decided));
        }
        Set<HoldId> edited = Verdicts.edited(log);
        RunRow row = sql.first("SELECT " + Rows.COLUMNS + " FROM run WHERE id = ?", Rows::run, run);
        if (row == null || !row.open()) {
            return;
        }
        for (HoldId id : opened(log)) {
            String body = sql.first("SELECT body FROM hold WHERE id = ?", found -> found.body(1), id);
            if (body != null) {
                Hold hold = Codec.hold(Blobs.body(sql, body));
                sql.update(ADD_LINE, HoldRows.line(hold, row, edited.contains(id)));
            }
        }
    }

    private static List<HoldId> opened(List<Event> log) {
        List<HoldId> opened = new ArrayList<>();
        for (Event event : log) {
            if (event instanceof Event.HoldOpened it) {
                opened.add(it.hold().id());
            }
        }
        return opened;
    }

    /** The decisions of a run whose log has become another one: each row as the log gives it now. */
    static void again(Sql sql, List<DecidedHold> decided) throws SQLException {
        for (DecidedHold it : decided) {
            @Nullable Object[] row = HoldRows.decision(it);
            sql.update(
                    "UPDATE decision SET title = ?, note = ?, words = ? WHERE hold = ?", row[7], row[19], row[22], it.id());
        }
    }
}
