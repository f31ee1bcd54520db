package dev.signalbox.store.sqlite;

import dev.signalbox.store.Database;
import dev.signalbox.store.sql.FullDatabase;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FullSqliteTest extends FullDatabase {
    @Override
    protected Database database(Path folder) {
        return new SqliteDatabase(folder.resolve("full.db"));
    }

    @Override
    protected Pattern wholeTable() {
        return Pattern.compile("^SCAN (?!.* USING (COVERING )?INDEX)");
    }

    @Override
    protected Pattern sorting() {
        return Pattern.compile("USE TEMP B-TREE");
    }

    @Override
    protected String holdsOfRuns() {
        return "SEARCH l USING PRIMARY KEY";
    }

    @Override
    protected String byFlowAndStatus() {
        return "run_by_flow_and_status";
    }

    @Override
    protected void claims() {
        finds(
                "effect_by_owner",
                "UPDATE effect SET owner = ?, claim_no = claim_no + 1 WHERE (step, kind, attempt) IN"
                        + " (SELECT step, kind, attempt FROM effect WHERE owner < ? ORDER BY step, kind, attempt LIMIT ?)"
                        + " RETURNING sent, claim_no, body",
                7L,
                7L,
                100);
    }

    /** Nobody analyses a file of SQLite unasked. */
    @Test
    void everyListGoesByItsIndexWhenNobodyHasAnalysedTheTables() throws Exception {
        database.execute("DROP TABLE IF EXISTS sqlite_stat1");
        everyListGoesByItsIndex();
    }
}
