package dev.signalbox.store;

import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.store.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/** A database that a test looks at, and changes, from beside the store that is kept in it. */
public interface Database {
    /** What people call it. */
    String name();

    /** Opens the store, making the tables as needed. */
    RunStore open();

    Connection connect() throws SQLException;

    /** What stands before a statement to be told, in the last column, how the database would go about it. */
    String explain();

    default void execute(String statement) throws SQLException {
        try (Sql sql = new Sql(connect())) {
            sql.execute(statement);
        }
    }

    /** The number in the first column of the first row; -1 without a row. */
    default long number(String query) throws SQLException {
        try (Sql sql = new Sql(connect())) {
            Long number = sql.first(query, row -> row.number(1));
            return number == null ? -1 : number;
        }
    }
}
