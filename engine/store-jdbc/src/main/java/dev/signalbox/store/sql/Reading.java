package dev.signalbox.store.sql;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Connections that read, each one reader's at a time. Throws what the ports call a store's failure. */
public interface Reading {
    /** What is asked of a connection. It may be asked again on another one, and must change nothing but the answer. */
    interface Question<T> {
        T ask(Sql sql) throws SQLException;
    }

    /** What may have no answer. */
    interface Search<T> {
        @Nullable
        T ask(Sql sql) throws SQLException;
    }

    <T> T read(Question<T> question);

    /** All that the question reads is of one moment. */
    <T> T readAtOnce(Question<T> question);

    default <T> @Nullable T find(Search<T> search) {
        return read(sql -> Optional.ofNullable(search.ask(sql))).orElse(null);
    }

    default <T> @Nullable T findAtOnce(Search<T> search) {
        return readAtOnce(sql -> Optional.ofNullable(search.ask(sql))).orElse(null);
    }
}
