package dev.signalbox.store.postgres;

import dev.signalbox.store.sql.Columns;
import dev.signalbox.store.sql.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several statements in one round trip, carried out in their order; the first that fails ends them. */
final class Trip {
    /** SQL's "division by zero", which no other statement of ours can bring about. */
    static final String NOT_ALL = "22012";

    private final List<Part> parts = new ArrayList<>();

    /** Takes one row of an answer. */
    interface Sink {
        void take(Columns row) throws SQLException;
    }

    private record Part(String sql, @Nullable Sink sink, List<Object> values) {}

    Trip ask(String sql, Sink sink, Object... values) {
        parts.add(new Part(sql, sink, List.of(values)));
        return this;
    }

    /** Asks about the rows of the batch; about nothing when it has none. */
    Trip ask(Batch batch, Sink sink) {
        return batch.isEmpty() ? this : ask(batch.sql(), sink, batch.columns());
    }

    Trip change(String sql, Object... values) {
        parts.add(new Part(sql, null, List.of(values)));
        return this;
    }

    /** Changes the rows of the batch; nothing when it has none. */
    Trip change(Batch batch) {
        return batch.isEmpty() ? this : change(batch.sql(), batch.columns());
    }

    /**
     * Changes as many rows as the batch has, or fails with {@link #NOT_ALL}, and with it the whole transaction: so that what
     * has to hold is asked by the statement that changes it, and not by one before.
     */
    Trip changeAll(Batch batch) {
        if (batch.isEmpty()) {
            return this;
        }
        List<Object> values = new ArrayList<>(List.of(batch.columns()));
        values.add((long) batch.size());
        parts.add(new Part(
                "WITH done AS (" + batch.sql() + " RETURNING 1) SELECT 1 / (count(*) = ?)::int FROM done",
                null,
                List.copyOf(values)));
        return this;
    }

    /** The commit is sent along; behind a statement that failed it is none. */
    Trip commit() {
        return change("COMMIT");
    }

    void go(Connection connection) throws SQLException {
        if (parts.isEmpty()) {
            return;
        }
        // The driver keeps the prepared statement by its text, and sends what semicolons separate together.
        String all = String.join(";\n", parts.stream().map(Part::sql).toList());
        try (PreparedStatement statement = connection.prepareStatement(all)) {
            int index = 1;
            for (Part part : parts) {
                for (Object value : part.values()) {
                    Sql.bind(statement, index++, value);
                }
            }
            boolean rows = statement.execute();
            for (Part part : parts) {
                Sink sink = part.sink();
                if (sink != null && rows) {
                    take(statement, sink);
                }
                rows = statement.getMoreResults();
            }
        }
    }

    private static void take(PreparedStatement statement, Sink sink) throws SQLException {
        try (ResultSet rows = statement.getResultSet()) {
            Columns row = new Columns(rows);
            while (rows.next()) {
                sink.take(row);
            }
        }
    }
}
