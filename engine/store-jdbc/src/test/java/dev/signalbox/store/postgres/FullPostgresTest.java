package dev.signalbox.store.postgres;

import dev.signalbox.store.Database;
import dev.signalbox.store.sql.FullDatabase;
import java.nio.file.Path;
import java.util.regex.Pattern;

class FullPostgresTest extends FullDatabase {
    @Override
    protected Database database(Path folder) {
        return new PostgresDatabase();
    }

    @Override
    protected String tokenColumn() {
        return "token, ";
    }

    @Override
    protected String token() {
        return "n, ";
    }

    @Override
    protected Pattern wholeTable() {
        return Pattern.compile("Seq Scan on (?!node)");
    }

    @Override
    protected Pattern sorting() {
        return Pattern.compile("Sort  \\(");
    }

    /** It may take the newest of all and leave out nine in ten. */
    @Override
    protected String commonly(String index) {
        return index + "|run_newest";
    }

    /** One of the two conditions is enough to find a page by. */
    @Override
    protected String holdsOfRuns() {
        return "hold_line_pkey";
    }

    @Override
    protected String byFlowAndStatus() {
        return "run_by_flow|run_by_status";
    }

    @Override
    protected void claims() {
        finds(
                "effect_by_owner",
                "UPDATE effect e SET owner = ?, claim_no = e.claim_no + 1, mark = ? FROM (SELECT step, kind, attempt"
                        + " FROM effect WHERE owner = ANY (ARRAY (SELECT 0::int8 UNION ALL SELECT id FROM node"
                        + " WHERE alive_until <= clock_timestamp() AND id <> ?)) LIMIT ? FOR UPDATE SKIP LOCKED) f"
                        + " WHERE e.step = f.step AND e.kind = f.kind AND e.attempt = f.attempt"
                        + " RETURNING e.sent, e.claim_no, e.body",
                7L,
                1L,
                7L,
                100);
        finds(
                "run_to_wake",
                "UPDATE run SET wake_node = ?, wake_taken = " + Node.NOW
                        + " + ? WHERE id = ANY (ARRAY (SELECT id FROM run"
                        + " WHERE wake_at IS NOT NULL AND wake_at <= ? AND (wake_node IS NULL OR wake_node = ?"
                        + " OR wake_taken < " + Node.NOW
                        + ") ORDER BY wake_at, id LIMIT ? FOR NO KEY UPDATE SKIP LOCKED))"
                        + " RETURNING wake_at, id",
                7L,
                5_000L,
                50_000L,
                7L,
                100);
    }
}
