package dev.signalbox.core.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies of maps and lists that keep their order. {@code Map.copyOf} orders by a hash that differs between processes, and
 * what a run holds has to be the same bytes on every machine.
 */
public final class Ordered {
    private Ordered() {}

    public static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
        Map<K, V> copy = new LinkedHashMap<>(map);
        copy.put(key, value);
        return Collections.unmodifiableMap(copy);
    }

    public static <K, V> Map<K, V> withAll(Map<K, V> map, Map<K, V> more) {
        if (more.isEmpty()) {
            return map;
        }
        Map<K, V> copy = new LinkedHashMap<>(map);
        copy.putAll(more);
        return Collections.unmodifiableMap(copy);
    }

    public static <K, V> Map<K, V> without(Map<K, V> map, K key) {
        if (!map.containsKey(key)) {
            return map;
        }
        Map<K, V> copy = new LinkedHashMap<>(map);
        copy.remove(key);
        return Collections.unmodifiableMap(copy);
    }

    public static <E> List<E> plus(List<E> list, E element) {
        List<E> copy = new ArrayList<>(list.size() + 1);
        copy.addAll(list);
        copy.add(element);
        return Collections.unmodifiableList(copy);
    }
}
