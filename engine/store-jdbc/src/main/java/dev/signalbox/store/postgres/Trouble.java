package dev.signalbox.store.postgres;

import dev.signalbox.runtime.port.StoreException;
import java.sql.SQLException;
import java.util.Set;

/** What a failure of the database means for what was asked of it. */
enum Trouble {
    /** The connection is gone or cannot be had, or the server is not ready: another one may serve. */
    GONE,
    /** Two transactions were in each other's way, and this one was given up. */
    CONFLICT,
    /** The same would fail again. */
    LASTING;

    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01", "23505", "55P03", "57014");
    private static final Set<String> NOT_READY =
            Set.of("57P01", "57P02", "57P03", "57P05", "53300", "25006", "25P03", "25P04");

    static Trouble of(SQLException failure) {
        String state = failure.getSQLState();
        if (state == null || state.startsWith("08") || NOT_READY.contains(state)) {
            return GONE;
        }
        return CONFLICTS.contains(state) ? CONFLICT : LASTING;
    }

    static StoreException cannot(String verb, SQLException failure) {
        return new StoreException("The database cannot be " + verb + ": " + sentence(failure.getMessage()), failure);
    }

    /** The first line of what the driver says, ended once. */
    static String sentence(@org.jspecify.annotations.Nullable String message) {
        String line = message == null ? "" : message.lines().findFirst().orElse("");
        String plain = line.startsWith("ERROR: ") || line.startsWith("FATAL: ") ? line.substring(7) : line;
        return plain.endsWith(".") ? plain : plain + ".";
    }
}
