package dev.signalbox.store.postgres;

import dev.signalbox.runtime.port.StoreException;
import dev.signalbox.store.sql.Backfill;
import dev.signalbox.store.sql.Sql;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;

/** Brings the tables to this program's version. Engines that start together wait for each other. */
final class Schema {
    /** Any number, so long as it is always the same. */
    private static final long LOCK = 0x5167_6E61_6C62_6F78L;

    private static final List<String> MIGRATIONS = List.of(
            "V1__runs.sql",
            "V2__retention.sql",
            "V3__days.sql",
            "V4__calibration.sql",
            "V5__inbox.sql",
            "V6__triggers.sql",
            "V7__notices.sql");

    static final int VERSION = MIGRATIONS.size();

    /** The step whose tables are filled from what the log says. */
    private static final int INBOX = 5;

    private Schema() {}

    /** Makes the schema that the address names, and the tables. Refuses those of a newer program. */
    static void migrate(Sql sql, Address address) throws SQLException {
        sql.first("SELECT 1 FROM pg_advisory_lock(?)", row -> row.number(1), LOCK);
        if (address.schema() != null) {
            sql.execute("CREATE SCHEMA IF NOT EXISTS \"" + address.schema() + "\"");
        }
        sql.execute("CREATE TABLE IF NOT EXISTS schema_version"
                + " (version integer PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT clock_timestamp())");
        Long at = sql.first("SELECT coalesce(max(version), 0) FROM schema_version", row -> row.number(1));
        int version = at == null ? 0 : at.intValue();
        if (version > MIGRATIONS.size()) {
            throw new StoreException("The database " + address.shown()
                    + " was written by a newer Signalbox (its tables have version " + version + ", this program knows "
                    + MIGRATIONS.size() + "); use that one.");
        }
        for (int next = version + 1; next <= MIGRATIONS.size(); next++) {
            sql.execute("BEGIN");
            sql.script(resource(MIGRATIONS.get(next - 1)));
            if (next == INBOX) {
                Backfill.inbox(sql);
            }
            sql.update("INSERT INTO schema_version (version) VALUES (?)", next);
            sql.execute("COMMIT");
        }
    }

    private static String resource(String name) {
        try (InputStream in = Schema.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new StoreException("This program lacks its part " + name + "; build it again.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new StoreException("This program's part " + name + " cannot be read.", e);
        }
    }
}
