package dev.signalbox.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.store.sql.Sql;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How SQLite goes about the lists: along an index, without sorting or looking at every row. */
class PlansTest {
    @TempDir
    Path folder = Path.of("");

    private Path database = Path.of("");

    @BeforeEach
    void makeTheTables() throws SQLException {
        database = folder.resolve("plans.db");
        try (Sql sql = Sqlite.writer(database)) {
            Sqlite.migrate(sql, database, 0);
        }
    }

    private void walks(String index, String query, Object... values) throws SQLException {
        try (Sql sql = Sqlite.reader(database)) {
            String plan = String.join(
                    "\n", sql.list("EXPLAIN QUERY PLAN " + query, row -> String.valueOf(row.textOrNull(4)), values));
            assertTrue(plan.contains(index), plan);
            assertFalse(plan.contains("TEMP B-TREE"), plan);
        }
    }

    @Test
    void aPageOfRunsIsReadAlongAnIndex() throws SQLException {
        String newest = " ORDER BY run.started_at DESC, run.id DESC LIMIT 50";
        walks("run_newest", "SELECT run.id, run.usage FROM run" + newest);
        walks("run_by_status", "SELECT run.id, run.usage FROM run WHERE run.status = ?" + newest, "paused");
        walks("run_by_flow", "SELECT run.id, run.usage FROM run WHERE run.flow = ?" + newest, "pay");
        walks("run_by_key", "SELECT run.id, run.usage FROM run WHERE run.key = ?" + newest, "A-1");
        walks(
                "run_by_flow_and_status",
                "SELECT run.id, run.usage FROM run WHERE run.flow = ? AND run.status = ?" + newest,
                "pay",
                "paused");
        walks(
                "run_to_wake",
                "SELECT wake_at, id FROM run WHERE wake_at IS NOT NULL AND wake_at <= ? ORDER BY wake_at, id LIMIT 50",
                1L);
    }

    @Test
    void aPageOfHoldsIsReadAlongAnIndex() throws SQLException {
        walks(
                "hold_by_due",
                "SELECT hold.body FROM hold JOIN run ON run.id = hold.run ORDER BY hold.due, hold.id LIMIT 50");
        walks(
                "sqlite_autoindex_run_1",
                "SELECT hold.body FROM hold_group JOIN hold ON hold.id = hold_group.hold JOIN run ON run.id = hold.run"
                        + " WHERE hold_group.grp = ? ORDER BY hold_group.due, hold_group.hold LIMIT 50",
                "lead");
    }

    @Test
    void theEndOfALongLogIsReadWithoutItsBeginning() throws SQLException {
        walks(
                "(run=? AND first_seq>?)",
                "SELECT first_seq, body FROM commit_log WHERE run = ? AND first_seq >="
                        + " coalesce((SELECT max(first_seq) FROM commit_log WHERE run = ? AND first_seq <= ?), 0)"
                        + " AND first_seq + n > ? ORDER BY first_seq LIMIT 50",
                "r",
                "r",
                5L,
                5L);
    }
}
