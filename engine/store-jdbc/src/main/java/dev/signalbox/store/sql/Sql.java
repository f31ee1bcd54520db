package dev.signalbox.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A connection with its prepared statements. For one thread at a time. */
public final class Sql implements AutoCloseable {
    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    public Sql(Connection connection) {
        this.connection = connection;
    }

    /** What a row becomes. */
    public interface Row<T> {
        T read(Columns row) throws SQLException;
    }

    /** Changes rows; says how many. */
    public int update(String sql, @Nullable Object... values) throws SQLException {
        return bound(sql, values).executeUpdate();
    }

    public <T> List<T> list(String sql, Row<T> read, @Nullable Object... values) throws SQLException {
        try (ResultSet rows = bound(sql, values).executeQuery()) {
            List<T> list = new ArrayList<>();
            Columns row = new Columns(rows);
            while (rows.next()) {
                list.add(read.read(row));
            }
            return list;
        }
    }

    public <T> @Nullable T first(String sql, Row<T> read, @Nullable Object... values) throws SQLException {
        try (ResultSet rows = bound(sql, values).executeQuery()) {
            return rows.next() ? read.read(new Columns(rows)) : null;
        }
    }

    /** Runs a script: statements that end with a semicolon at the end of a line; {@code --} begins a comment line. */
    public void script(String text) throws SQLException {
        StringBuilder statement = new StringBuilder();
        for (String line : text.lines().toList()) {
            if (line.strip().startsWith("--")) {
                continue;
            }
            statement.append(line).append('\n');
            if (line.strip().endsWith(";")) {
                execute(statement.toString());
                statement.setLength(0);
            }
        }
    }

    /** A statement without values and without an answer that is carried out again and again. */
    public void again(String sql) throws SQLException {
        bound(sql).execute();
    }

    /** One statement without values and without an answer. */
    public void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private PreparedStatement bound(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            bind(statement, i + 1, values[i]);
        }
        return statement;
    }

    /** Binds a number, a truth as 1 or 0, an array as the driver takes it, bytes as they are, anything else as its text. */
    public static void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(index, Types.NULL);
            case Long number -> statement.setLong(index, number);
            case Integer number -> statement.setInt(index, number);
            case Boolean flag -> statement.setInt(index, flag ? 1 : 0);
            case byte[] bytes -> statement.setBytes(index, bytes);
            case String[] texts -> statement.setObject(index, Texts.write(texts));
            case Long[] numbers -> statement.setObject(index, numbers);
            default -> statement.setString(index, Texts.write(value.toString()));
        }
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.close();
        }
        connection.close();
    }
}
