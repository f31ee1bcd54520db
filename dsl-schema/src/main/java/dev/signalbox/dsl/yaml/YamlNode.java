package dev.signalbox.dsl.yaml;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node of a YAML file and where it stands. Its tree holds no alias, no tag, no duplicate key. */
public sealed interface YamlNode {
    /** The value's own span; the path is its JSON pointer in the file. */
    Place place();

    /** The node as plain JSON values ({@link Json}). */
    Object json();

    /**
     * @param text the scalar's characters after unquoting and folding, before any type is read into them
     * @param value what the YAML 1.2 core schema makes of it: String, Boolean, Long, Double or {@link Json#NULL}
     */
    record Scalar(String text, Object value, ScalarLayout layout, Place place) implements YamlNode {
        public boolean isText() {
            return value instanceof String;
        }

        /** Where the characters from {@code offset} up to {@code end} of {@link #text()} stand. */
        public Place at(int offset, int end) {
            return layout.place(place, text, offset, end);
        }

        @Override
        public Object json() {
            return value;
        }
    }

    record Sequence(List<YamlNode> items, Place place) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public Object json() {
            List<Object> values = new ArrayList<>(items.size());
            items.forEach(item -> values.add(item.json()));
            return List.copyOf(values);
        }
    }

    /** Entries in the order of the file, by key text. */
    record Mapping(Map<String, Entry> entries, Place place) implements YamlNode {
        public @Nullable Entry entry(String key) {
            return entries.get(key);
        }

        @Override
        public Object json() {
            Map<String, Object> values = new LinkedHashMap<>();
            entries.forEach((key, entry) -> values.put(key, entry.value().json()));
            return java.util.Collections.unmodifiableMap(values);
        }
    }

    /** One {@code key: value}. The key's place has the value's path. */
    record Entry(Scalar key, YamlNode value) {
        public String name() {
            return key.text();
        }
    }
}
