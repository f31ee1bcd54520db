package dev.signalbox.store.sql;

import dev.signalbox.core.id.HoldId;
import dev.signalbox.runtime.port.HoldLedger.ClaimAnswer;
import dev.signalbox.runtime.port.HoldLedger.HoldClaim;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Claims of open holds and first looks at them. One statement decides who of two gets a claim. */
public final class Claiming {
    private Claiming() {}

    public static ClaimAnswer claim(Sql sql, HoldId hold, String person, Instant now, Instant until, boolean take)
            throws SQLException {
        sql.update("DELETE FROM claim WHERE until <= ?", now.toEpochMilli());
        HoldClaim got = sql.first(
                "INSERT INTO claim (hold, person, until) SELECT id, ?, ? FROM hold WHERE id = ?"
                        + " ON CONFLICT (hold) DO UPDATE SET person = excluded.person, until = excluded.until"
                        + " WHERE claim.person = excluded.person OR claim.until <= ? OR ? = 1"
                        + " RETURNING person, until",
                Claiming::claim,
                person,
                until.toEpochMilli(),
                hold,
                now.toEpochMilli(),
                take ? 1 : 0);
        if (got != null) {
            return new ClaimAnswer.Claimed(got);
        }
        HoldClaim other = sql.first("SELECT person, until FROM claim WHERE hold = ?", Claiming::claim, hold);
        return other == null ? new ClaimAnswer.NoSuchHold() : new ClaimAnswer.Taken(other);
    }

    private static HoldClaim claim(Columns row) throws SQLException {
        return new HoldClaim(row.text(1), Instant.ofEpochMilli(row.number(2)));
    }

    public static int release(Sql sql, HoldId hold, @Nullable String person) throws SQLException {
        return person == null
                ? sql.update("DELETE FROM claim WHERE hold = ?", hold)
                : sql.update("DELETE FROM claim WHERE hold = ? AND person = ?", hold, person);
    }

    public static boolean hasLooked(Sql sql, HoldId hold, String person) throws SQLException {
        return sql.first("SELECT 1 FROM look WHERE hold = ? AND person = ?", row -> row.number(1), hold, person)
                != null;
    }

    public static int looked(Sql sql, HoldId hold, String person, Instant at) throws SQLException {
        return sql.update(
                "INSERT INTO look (hold, person, looked_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                hold,
                person,
                at.toEpochMilli());
    }
}
