package dev.signalbox.store.postgres;

import dev.signalbox.runtime.port.DayLedger;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.port.StoreException;
import dev.signalbox.store.sql.Columns;
import dev.signalbox.store.sql.Days;
import dev.signalbox.store.sql.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which engines use a database, whose the effects are that are not settled, and what a day has used. Read beside the engines, of one moment and by
 * the database's clock; nothing is made or changed, and no lease is taken. An engine that is gone and left nothing is not
 * among them. A database that a store would refuse is refused here with the same sentence.
 *
 * @param database its address without user and password
 * @param tables false where no engine has made them yet
 * @param version of the tables, 0 where there are none
 * @param clock how far the database's clock is before this machine's, negative when it is behind
 * @param engines those alive first; at most {@value RunStore#MOST}
 * @param free effects that no engine has
 * @param used what model calls used on the day that was asked about; empty where no limit was asked about
 */
public record Leases(
        String database,
        boolean tables,
        int version,
        Duration clock,
        List<Engine> engines,
        long free,
        List<DayLedger.Use> used) {
    /** The version of the tables that this program makes and needs. */
    public static final int KNOWN = Schema.VERSION;

    private static final long NOBODY = 0;

    /** An owner of effects without a row of its own would be one that is gone. */
    private static final String ENGINES =
            "SELECT coalesce(n.id, e.owner), n.name, coalesce(e.has, 0), CASE WHEN isfinite(n.alive_until)"
                    + " THEN (extract(epoch FROM n.alive_until - clock_timestamp()) * 1000)::int8 END AS remaining"
                    + " FROM node n FULL JOIN (SELECT owner, count(*) AS has FROM effect WHERE owner <> " + NOBODY
                    + " GROUP BY owner) e ON e.owner = n.id WHERE e.has > 0 OR n.alive_until > clock_timestamp()"
                    + " ORDER BY remaining DESC NULLS LAST, 1 LIMIT ?";

    public Leases {
        engines = List.copyOf(engines);
        used = List.copyOf(used);
    }

    /**
     * @param name the process that opened the database
     * @param remaining how long its claims are its own; negative since when they are not; null when it gave them up itself
     * @param effects how many it has, or left
     */
    public record Engine(long id, String name, @Nullable Duration remaining, long effects) {
        public boolean alive() {
            return remaining != null && remaining.isPositive();
        }
    }

    /** Throws a {@link StoreException} with one sentence when the database cannot be read. */
    public static Leases read(String url, LocalDate day) {
        Address address = Address.parse(url);
        Server server = new Server(address);
        try (Sql sql = new Sql(server.patient())) {
            sql.execute(Server.LIMITS);
            server.check(sql);
            List<Engine> engines = new ArrayList<>();
            List<DayLedger.Use> used = List.of();
            long free = 0;
            Duration clock = clock(sql);
            Long version = has(sql, "schema_version")
                    ? sql.first("SELECT coalesce(max(version), 0) FROM schema_version", row -> row.number(1))
                    : null;
            boolean tables = has(sql, "node");
            if (tables) {
                engines = sql.list(ENGINES, Leases::engine, RunStore.MOST);
                Long unowned = sql.first("SELECT count(*) FROM effect WHERE owner = " + NOBODY, row -> row.number(1));
                free = unowned == null ? 0 : unowned;
            }
            if (has(sql, "day_use")) {
                used = Days.usedOn(sql, day);
            }
            return new Leases(
                    address.shown(), tables, version == null ? 0 : version.intValue(), clock, engines, free, used);
        } catch (SQLException e) {
            throw new StoreException(
                    "The database " + address.shown() + " cannot be read: " + Trouble.sentence(e.getMessage()), e);
        }
    }

    private static Duration clock(Sql sql) throws SQLException {
        long asked = System.currentTimeMillis();
        Long there = sql.first("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::int8", row -> row.number(1));
        long answered = System.currentTimeMillis();
        // The answer was on its way for half of the time, as far as anybody can tell.
        return Duration.ofMillis((there == null ? answered : there) - (asked + answered) / 2);
    }

    private static boolean has(Sql sql, String table) throws SQLException {
        return Boolean.TRUE.equals(sql.first("SELECT (to_regclass(?) IS NOT NULL)::int4", row -> row.flag(1), table));
    }

    private static Engine engine(Columns row) throws SQLException {
        String name = row.textOrNull(2);
        Long remaining = row.numberOrNull(4);
        return new Engine(
                row.number(1),
                name == null ? "unknown" : name,
                remaining == null ? null : Duration.ofMillis(remaining),
                row.number(3));
    }

    /** Effects that whoever is alive may take: free ones, and those that engines which are gone left. */
    public long waiting() {
        return free
                + engines.stream()
                        .filter(engine -> !engine.alive())
                        .mapToLong(Engine::effects)
                        .sum();
    }

    public boolean anyAlive() {
        return engines.stream().anyMatch(Engine::alive);
    }
}
