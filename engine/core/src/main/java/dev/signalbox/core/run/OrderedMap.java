package dev.signalbox.core.run;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map that keeps the order in which keys came. Adding copies two arrays, which for the few names, states and
 * steps of a run costs far less than copying a hash table; finding looks at each key. Past {@value #MOST} keys
 * {@link Ordered} goes over to a hash table.
 */
final class OrderedMap<K, V> extends AbstractMap<K, V> {
    /** Where a copied hash table begins to be the cheaper. */
    static final int MOST = 24;

    private final Object[] keys;
    private final Object[] values;

    private OrderedMap(Object[] keys, Object[] values) {
        this.keys = keys;
        this.values = values;
    }

    static <K, V> OrderedMap<K, V> of(K key, V value) {
        return new OrderedMap<>(new Object[] {key}, new Object[] {value});
    }

    /** With this value for the key, in its old place or as the last; null when that would be too many keys. */
    @Nullable
    OrderedMap<K, V> with(K key, V value) {
        int at = find(key);
        if (at >= 0) {
            Object[] changed = values.clone();
            changed[at] = value;
            return new OrderedMap<>(keys, changed);
        }
        int size = keys.length;
        if (size == MOST) {
            return null;
        }
        Object[] moreKeys = Arrays.copyOf(keys, size + 1);
        Object[] moreValues = Arrays.copyOf(values, size + 1);
        moreKeys[size] = key;
        moreValues[size] = value;
        return new OrderedMap<>(moreKeys, moreValues);
    }

    /** Without the key, which is in it. */
    OrderedMap<K, V> without(K key) {
        int at = find(key);
        return new OrderedMap<>(cut(keys, at), cut(values, at));
    }

    private static Object[] cut(Object[] from, int at) {
        Object[] less = Arrays.copyOf(from, from.length - 1);
        System.arraycopy(from, at + 1, less, at, less.length - at);
        return less;
    }

    @Override
    public int size() {
        return keys.length;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return find(key) >= 0;
    }

    @Override
    public @Nullable V get(@Nullable Object key) {
        int at = find(key);
        return at < 0 ? null : value(at);
    }

    /** One look and not the two of the interface. */
    @Override
    public V getOrDefault(@Nullable Object key, V otherwise) {
        int at = find(key);
        return at < 0 ? otherwise : value(at);
    }

    @SuppressWarnings("ReferenceEquality") // first the cheap look, then equals
    private int find(@Nullable Object key) {
        // Most are asked for by the very object that was put in: the flow's own names.
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] == key) {
                return i;
            }
        }
        for (int i = 0; i < keys.length; i++) {
            if (keys[i].equals(key)) {
                return i;
            }
        }
        return -1;
    }

    @SuppressWarnings("unchecked") // only a K was put in
    private K key(int at) {
        return (K) keys[at];
    }

    @SuppressWarnings("unchecked") // only a V was put in
    private V value(int at) {
        return (V) values[at];
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return keys.length;
            }

            @Override
            public Iterator<Map.Entry<K, V>> iterator() {
                return new Entries();
            }
        };
    }

    private final class Entries implements Iterator<Map.Entry<K, V>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < keys.length;
        }

        @Override
        public Map.Entry<K, V> next() {
            if (next >= keys.length) {
                throw new NoSuchElementException();
            }
            Map.Entry<K, V> entry = new SimpleImmutableEntry<>(key(next), value(next));
            next++;
            return entry;
        }
    }
}
