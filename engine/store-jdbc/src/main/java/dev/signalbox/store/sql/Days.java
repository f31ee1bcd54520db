package dev.signalbox.store.sql;

import dev.signalbox.runtime.port.DayLedger;
import dev.signalbox.runtime.port.DayLedger.Amount;
import dev.signalbox.runtime.port.DayLedger.Answer;
import dev.signalbox.runtime.port.DayLedger.Bound;
import dev.signalbox.runtime.port.DayLedger.Reservation;
import dev.signalbox.runtime.port.DayLedger.Use;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of days in SQL, each change inside a transaction of the caller's. Scopes are locked in one order, so that nobody
 * waits in a circle.
 */
public final class Days {
    /** A call that began before midnight is settled soon after it. */
    private static final int RESERVATIONS_KEPT = 2;

    private static final String AMOUNT = "calls, tokens, nano_usd";

    private Days() {}

    private record Aside(String scope, String day, Amount amount) {}

    /**
     * Refused, it may have made rows that say nothing was used.
     *
     * @param lock what makes a row that is read this transaction's own; empty where there is one transaction at a time
     */
    public static Answer reserve(Sql sql, Reservation wanted, String lock) throws SQLException {
        if (sql.first("SELECT 1 FROM day_reserved WHERE id = ?", row -> row.number(1), wanted.id()) != null) {
            return new Answer.Granted();
        }
        List<Bound> bounds = wanted.bounds().stream()
                .sorted(Comparator.comparing(Bound::scope))
                .toList();
        begin(sql, wanted.day(), bounds);
        Answer.Full full = full(sql, wanted, bounds, lock);
        if (full != null) {
            return full;
        }
        for (Bound bound : bounds) {
            add(sql, wanted.day().toString(), bound.scope(), wanted.amount());
            sql.update(
                    "INSERT INTO day_reserved (id, scope, day, calls, tokens, nano_usd) VALUES (?, ?, ?, ?, ?, ?)",
                    wanted.id(),
                    bound.scope(),
                    wanted.day(),
                    wanted.amount().calls(),
                    wanted.amount().tokens(),
                    wanted.amount().nanoUsd());
        }
        return new Answer.Granted();
    }

    private static void begin(Sql sql, LocalDate day, List<Bound> bounds) throws SQLException {
        int begun = 0;
        for (Bound bound : bounds) {
            begun += sql.update(
                    "INSERT INTO day_use (day, scope, calls, tokens, nano_usd) VALUES (?, ?, 0, 0, 0) ON CONFLICT DO NOTHING",
                    day,
                    bound.scope());
        }
        if (begun > 0) {
            forget(sql, day);
        }
    }

    private static Answer.@Nullable Full full(Sql sql, Reservation wanted, List<Bound> bounds, String lock)
            throws SQLException {
        Answer.Full full = null;
        for (Bound bound : bounds) {
            Amount found = sql.first(
                    "SELECT " + AMOUNT + " FROM day_use WHERE day = ? AND scope = ?" + lock,
                    Days::amount,
                    wanted.day(),
                    bound.scope());
            Amount used = found == null ? Amount.NONE : found;
            boolean first = full == null
                    || wanted.bounds().indexOf(bound) < wanted.bounds().indexOf(full.bound());
            if (!used.plus(wanted.amount()).within(bound.most()) && first) {
                full = new Answer.Full(bound, used);
            }
        }
        return full;
    }

    private static void forget(Sql sql, LocalDate today) throws SQLException {
        // In the order in which a settling takes them.
        sql.update("DELETE FROM day_reserved WHERE day <= ?", today.minusDays(RESERVATIONS_KEPT));
        sql.update("DELETE FROM day_use WHERE day <= ?", today.minusDays(DayLedger.DAYS_KEPT));
    }

    private static void add(Sql sql, String day, String scope, Amount more) throws SQLException {
        sql.update(
                "UPDATE day_use SET calls = calls + ?, tokens = tokens + ?, nano_usd = nano_usd + ? WHERE day = ? AND scope = ?",
                more.calls(),
                more.tokens(),
                more.nanoUsd(),
                day,
                scope);
    }

    /** What was set aside becomes what was used; nothing when it was settled before. */
    public static void spent(Sql sql, String reservation, Amount used, String lock) throws SQLException {
        List<Aside> aside = sql.list(
                "SELECT " + AMOUNT + ", scope, day FROM day_reserved WHERE id = ? ORDER BY scope" + lock,
                row -> new Aside(row.text(4), row.text(5), amount(row)),
                reservation);
        for (Aside each : aside) {
            add(sql, each.day(), each.scope(), used.minus(each.amount()));
        }
        sql.update("DELETE FROM day_reserved WHERE id = ?", reservation);
    }

    public static List<Use> usedOn(Sql sql, LocalDate day) throws SQLException {
        return sql.list(
                "SELECT " + AMOUNT + ", scope FROM day_use WHERE day = ? ORDER BY scope",
                row -> new Use(row.text(4), amount(row)),
                day);
    }

    private static Amount amount(Columns row) throws SQLException {
        return new Amount(row.number(1), row.number(2), row.number(3));
    }
}
