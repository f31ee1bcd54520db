package dev.signalbox.store.sql;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The row at which a result stands; texts come back as they were bound (see {@link Texts}). */
public final class Columns {
    private final ResultSet row;

    public Columns(ResultSet row) {
        this.row = row;
    }

    /** Null where the column may be. */
    public @Nullable String textOrNull(int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : Texts.read(text);
    }

    public String text(int column) throws SQLException {
        String text = textOrNull(column);
        if (text == null) {
            throw new SQLException("column " + column + " has no value");
        }
        return text;
    }

    /** A body, unpacked where it was packed. */
    public String body(int column) throws SQLException {
        return row.getObject(column) instanceof byte[] packed ? Texts.read(Packing.unpack(packed)) : text(column);
    }

    /** A text that is decoded each time it is asked for: for one that perhaps nobody looks at. */
    Supplier<String> textLater(int column) throws SQLException {
        byte[] text = row.getBytes(column);
        if (text == null) {
            throw new SQLException("column " + column + " has no value");
        }
        return () -> Texts.read(new String(text, StandardCharsets.UTF_8));
    }

    public long number(int column) throws SQLException {
        return row.getLong(column);
    }

    public @Nullable Long numberOrNull(int column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : number;
    }

    public boolean flag(int column) throws SQLException {
        return row.getInt(column) != 0;
    }
}
