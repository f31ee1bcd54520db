package dev.signalbox.dsl.diff;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A JSON object under construction, in which nothing and what is empty are left out. */
final class Form {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    Form with(String name, @Nullable Object value) {
        boolean empty = value == null
                || (value instanceof Map<?, ?> map && map.isEmpty())
                || (value instanceof List<?> list && list.isEmpty())
                || Objects.equals(value, "");
        if (value != null && !empty) {
            fields.put(name, Values.plain(value));
        }
        return this;
    }

    Map<String, Object> done() {
        return fields;
    }
}
