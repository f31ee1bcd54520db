package dev.signalbox.store.sqlite;

import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.runtime.audit.Verdicts;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.DecidedHold;
import dev.signalbox.runtime.port.HoldLedger;
import dev.signalbox.store.sql.EncodedCommit;
import dev.signalbox.store.sql.HoldRows;
import dev.signalbox.store.sql.Packing;
import dev.signalbox.store.sql.Sql;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What a commit changes of holds: the open ones with their lines, and how the closed ones ended. */
final class HoldWrite {
    private static final String ADD_LINE = "INSERT INTO hold_line (" + HoldRows.LINE + ") VALUES ("
            + marks(HoldRows.LINE) + ") ON CONFLICT (hold) DO UPDATE SET voters = excluded.voters,"
            + " urgency = excluded.urgency, due = excluded.due, cost = excluded.cost,"
            + " edited = max(edited, excluded.edited), words = excluded.words";
    private static final String ADD_DECISION = "INSERT OR IGNORE INTO decision (" + HoldRows.DECISION + ") VALUES ("
            + marks(HoldRows.DECISION) + ")";

    private final Commit commit;
    private final Map<Hold, Object> holds = new LinkedHashMap<>();
    private final Set<HoldId> edited;

    HoldWrite(EncodedCommit encoded) {
        commit = encoded.commit();
        encoded.holds().forEach((hold, body) -> holds.put(hold, Packing.pack(body)));
        edited = Verdicts.edited(commit.events());
    }

    private static String marks(String columns) {
        return String.join(", ", Collections.nCopies(columns.split(",", -1).length, "?"));
    }

    void write(Sql sql) throws SQLException {
        for (DecidedHold decided : commit.decided()) {
            decide(sql, decided);
        }
        for (HoldId closed : commit.closed()) {
            sql.update("DELETE FROM hold WHERE id = ?", closed);
            sql.update("DELETE FROM hold_line WHERE hold = ?", closed);
            sql.update("DELETE FROM hold_group WHERE hold = ?", closed);
            sql.update("DELETE FROM claim WHERE hold = ?", closed);
        }
        for (Map.Entry<Hold, Object> entry : holds.entrySet()) {
            open(sql, entry.getKey(), entry.getValue());
        }
    }

    private void decide(Sql sql, DecidedHold decided) throws SQLException {
        Long before = sql.first("SELECT edited FROM hold_line WHERE hold = ?", row -> row.number(1), decided.id());
        sql.update(ADD_DECISION, HoldRows.decision(before != null && before > 0 ? decided.andEdited() : decided));
    }

    private void open(Sql sql, Hold hold, Object body) throws SQLException {
        sql.update("DELETE FROM hold_group WHERE hold = ?", hold.id());
        sql.update(
                "INSERT OR REPLACE INTO hold (id, run, flow, due, body) VALUES (?, ?, ?, ?, ?)",
                hold.id(),
                commit.row().id(),
                commit.row().flow(),
                HoldLedger.due(hold),
                body);
        sql.update(ADD_LINE, HoldRows.line(hold, commit.row(), edited.contains(hold.id())));
        for (String name : EncodedCommit.deciders(hold)) {
            sql.update(
                    "INSERT OR IGNORE INTO hold_group (grp, due, hold) VALUES (?, ?, ?)",
                    name,
                    HoldLedger.due(hold),
                    hold.id());
        }
    }
}
