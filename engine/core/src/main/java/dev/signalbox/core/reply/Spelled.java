package dev.signalbox.core.reply;

import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A number whose spelling says more than its value: {@code 007}, {@code 1.10}, twenty digits. Where a schema asks for a
 * text it is that text, digit for digit; anywhere else it is the number. Never leaves this package.
 */
record Spelled(Object number, String word) {
    /** The number alone where its spelling can be had back from it. */
    static Object of(Object number, String word) {
        return number.toString().equals(word) ? number : new Spelled(number, word);
    }

    /** The value without spellings. */
    static Object plain(Object value) {
        return switch (value) {
            case Spelled spelled -> spelled.number();
            case Map<?, ?> map -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                Json.object(map).forEach((name, field) -> fields.put(name, plain(field)));
                yield Collections.unmodifiableMap(fields);
            }
            case List<?> list -> {
                List<Object> items = new ArrayList<>();
                list.forEach(item -> items.add(plain(item)));
                yield Collections.unmodifiableList(items);
            }
            default -> value;
        };
    }

    @Override
    public String toString() {
        return word;
    }
}
