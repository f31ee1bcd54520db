package dev.signalbox.store.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** Conditions joined by AND, with their values. */
final class Where {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    Where and(String condition, Object... its) {
        conditions.add(condition);
        values.addAll(List.of(its));
        return this;
    }

    /** One of the values; the caller has one at least. */
    Where in(String column, Collection<?> its) {
        return and(column + " IN (" + String.join(", ", Collections.nCopies(its.size(), "?")) + ")", its.toArray());
    }

    /** Each of the words is somewhere in the column. */
    Where words(String column, List<String> words) {
        for (String word : words) {
            String plain = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
            and(column + " LIKE ? ESCAPE '\\'", "%" + plain + "%");
        }
        return this;
    }

    String text() {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    Object[] values(int limit) {
        List<Object> all = new ArrayList<>(values);
        all.add(limit);
        return all.toArray();
    }

    Object[] values() {
        return values.toArray();
    }
}
