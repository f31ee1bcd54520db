package dev.signalbox.store.postgres;

import dev.signalbox.runtime.port.StoreException;
import dev.signalbox.store.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes connections as this store needs them, and refuses a server that does not give what it promises. */
final class Server {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    /** The oldest that its makers still mend. */
    private static final int OLDEST = 14;

    /** A server that is away is not waited for when a store is opened. */
    private static final Duration CONNECT = Duration.ofSeconds(10);

    /**
     * No statement of ours takes long; one that does waits for a lock of a process that is stopped, or for a disk that is
     * gone. A transaction left open gives its locks back sooner than that. A page that is out of order is taken for four times
     * as dear as the next one unless told otherwise, which no disk without an arm deserves: a list would read its whole table.
     */
    static final String LIMITS = "SET statement_timeout = '20s'; SET idle_in_transaction_session_timeout = '10s';"
            + " SET jit = off; SET random_page_cost = 1.1";

    /** Arrays of unknown length mislead the planner; every statement of a writer has its index, whatever the tables hold. */
    private static final String WRITING = "; SET enable_seqscan = off; SET enable_hashjoin = off;"
            + " SET enable_mergejoin = off; SET plan_cache_mode = force_generic_plan";

    /** How long an answer may take before the connection counts as lost: longer than the server lets a statement run. */
    static final Duration SILENCE = Duration.ofSeconds(30);

    private final Address address;

    Server(Address address) {
        this.address = address;
    }

    Address address() {
        return address;
    }

    /** A connection for group commits. */
    Connection writer() throws SQLException {
        return with(connect(SILENCE), LIMITS + WRITING);
    }

    /** A connection that may take its time. */
    Connection patient() throws SQLException {
        return connect(Duration.ZERO);
    }

    private static Connection with(Connection connection, String settings) throws SQLException {
        try {
            new Trip().change(settings).go(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** @param silence after which an answer is not waited for any more; zero for as long as it takes */
    private Connection connect(Duration silence) throws SQLException {
        Connection connection = new Driver().connect(address.jdbc(), properties(silence));
        if (connection == null) {
            throw new StoreException("The address " + address.shown() + " is none of a PostgreSQL database.");
        }
        return connection;
    }

    /** What the driver is told beside the address. */
    Properties properties(Duration silence) {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "signalbox");
        properties.setProperty("connectTimeout", String.valueOf(CONNECT.toSeconds()));
        properties.setProperty("loginTimeout", String.valueOf(CONNECT.toSeconds()));
        properties.setProperty("socketTimeout", String.valueOf(silence.toSeconds()));
        properties.setProperty("tcpKeepAlive", "true");
        if (address.schema() != null) {
            properties.setProperty("currentSchema", address.schema());
        }
        return properties;
    }

    /** Refuses what would lose commits or mix up texts; warns of what loses them with the machine. */
    void check(Sql sql) throws SQLException {
        int version = Integer.parseInt(setting(sql, "server_version_num")) / 10_000;
        if (version < OLDEST) {
            throw new StoreException("The server at " + address.shown() + " is PostgreSQL " + version + "; " + OLDEST
                    + " or newer is needed.");
        }
        if (!"UTF8".equals(setting(sql, "server_encoding"))) {
            throw new StoreException("The database " + address.shown() + " has the encoding "
                    + setting(sql, "server_encoding") + "; make one with ENCODING 'UTF8'.");
        }
        if ("off".equals(setting(sql, "synchronous_commit"))) {
            throw new StoreException(
                    "The database " + address.shown()
                            + " answers before a commit is on disk (synchronous_commit = off); set it to on for it or its user.");
        }
        if ("on".equals(setting(sql, "transaction_read_only"))) {
            throw new StoreException("The database " + address.shown() + " takes no writes; it may be a standby.");
        }
        for (String needed : new String[] {"fsync", "full_page_writes"}) {
            if ("off".equals(setting(sql, needed))) {
                LOG.warn(
                        "The PostgreSQL server at {} runs with {} = off: a power cut may lose or damage everything. Never do so outside a test.",
                        address.shown(),
                        needed);
            }
        }
    }

    private static String setting(Sql sql, String name) throws SQLException {
        @Nullable String value = sql.first("SELECT current_setting(?)", row -> row.text(1), name);
        return value == null ? "" : value;
    }
}
