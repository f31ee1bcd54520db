package dev.signalbox.store.postgres;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One statement for many rows: each column goes as one array, which the statement unnests. So a group of commits costs as
 * many statements as there are tables, not as there are rows.
 */
final class Batch {
    /** What a column's values are. */
    enum Kind {
        TEXT,
        NUMBER
    }

    private final String sql;
    private final Kind[] kinds;
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    /**
     * @param sql with {@code :columns} where its arrays stand, which is written out by their kinds
     * @param kinds of the statement's arrays, in its order
     */
    Batch(String sql, Kind... kinds) {
        this.sql = sql.replace(":columns", columns(kinds));
        this.kinds = kinds;
    }

    private static String columns(Kind... kinds) {
        return Arrays.stream(kinds)
                .map(kind -> switch (kind) {
                    case TEXT -> "?::text[]";
                    case NUMBER -> "?::int8[]";
                })
                .collect(Collectors.joining(", "));
    }

    void add(@Nullable Object... row) {
        if (row.length != kinds.length) {
            throw new IllegalArgumentException(row.length + " values for " + kinds.length + " columns: " + sql);
        }
        rows.add(row);
    }

    int size() {
        return rows.size();
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    String sql() {
        return sql;
    }

    /** The arrays to bind. */
    Object[] columns() {
        Object[] columns = new Object[kinds.length];
        for (int i = 0; i < kinds.length; i++) {
            columns[i] = kinds[i] == Kind.TEXT ? texts(i) : numbers(i);
        }
        return columns;
    }

    private @Nullable String[] texts(int column) {
        @Nullable String[] texts = new String[rows.size()];
        for (int i = 0; i < texts.length; i++) {
            Object value = rows.get(i)[column];
            texts[i] = value == null ? null : value.toString();
        }
        return texts;
    }

    private @Nullable Long[] numbers(int column) {
        @Nullable Long[] numbers = new Long[rows.size()];
        for (int i = 0; i < numbers.length; i++) {
            Object value = rows.get(i)[column];
            numbers[i] = value == null ? null : Long.valueOf(((Number) value).longValue());
        }
        return numbers;
    }
}
