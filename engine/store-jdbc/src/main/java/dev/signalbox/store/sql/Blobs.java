package dev.signalbox.store.sql;

import dev.signalbox.runtime.port.StoreException;
import java.sql.SQLException;

/** Reads bodies whose long values stand in the table {@code blob}. */
final class Blobs {
    private Blobs() {}

    /** A body with its blobs in place. */
    static Object body(Sql sql, String body) {
        return Bodies.read(body, hash -> {
            try {
                String blob = sql.first("SELECT body FROM blob WHERE hash = ?", row -> row.text(1), hash);
                if (blob == null) {
                    throw new StoreException("The database lacks the blob " + hash + "; it is damaged.");
                }
                return blob;
            } catch (SQLException e) {
                throw new StoreException("The database cannot be read: " + e.getMessage() + ".", e);
            }
        });
    }
}
