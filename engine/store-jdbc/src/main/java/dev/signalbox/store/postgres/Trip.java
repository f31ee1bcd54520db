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
