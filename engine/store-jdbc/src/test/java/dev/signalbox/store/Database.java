package dev.signalbox.store;

import dev.signalbox.runtime.port.RunStore;
import java.util.List;

/** A database that a test looks at, and changes, from beside the store that is kept in it. */
public interface Database {
    /** What people call it. */
    String name();

    /** Opens the store, making the tables as needed. */
    RunStore open();

    void execute(String sql) throws Exception;

    /** The number in the first column of the first row; -1 without a row. */
    long number(String sql) throws Exception;

    /** What the database means to do for a statement with these values, a line each step. */
    List<String> plan(String sql, Object... values) throws Exception;
}
