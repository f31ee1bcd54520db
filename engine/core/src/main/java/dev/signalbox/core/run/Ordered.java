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
    /** As many are added one by one rather than through a hash table. */
    private static final int FEW = 4;

    private Ordered() {}

    public static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
        if (map instanceof OrderedMap<K, V> small) {
            Map<K, V> next = small.with(key, value);
            if (next != null) {
                return next;
            }
        } else if (map.isEmpty()) {
            return OrderedMap.of(key, value);
        }
        Map<K, V> copy = new LinkedHashMap<>(map);
        copy.put(key, value);
        return Collections.unmodifiableMap(copy);
    }

    public static <K, V> Map<K, V> withAll(Map<K, V> map, Map<K, V> more) {
        Map<K, V> all = map;
        if (more.size() <= FEW) {
            for (Map.Entry<K, V> entry : more.entrySet()) {
                all = with(all, entry.getKey(), entry.getValue());
            }
            return all;
        }
        Map<K, V> copy = new LinkedHashMap<>(map);
        copy.putAll(more);
        return Collections.unmodifiableMap(copy);
    }

    public static <K, V> Map<K, V> without(Map<K, V> map, K key) {
        if (!map.containsKey(key)) {
            return map;
        }
        if (map instanceof OrderedMap<K, V> small) {
            return small.without(key);
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
