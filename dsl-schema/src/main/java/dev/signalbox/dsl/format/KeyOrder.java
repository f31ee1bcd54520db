package dev.signalbox.dsl.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * In which order the keys of a value stand, and of the values in it. A key that the language does not know stays behind
 * the one it stands behind; where there is no order, as among names that the author chose, the author's is kept.
 *
 * @param keys the keys the language knows, in its order, with their values' orders
 * @param each of the value of any other key
 * @param items of a list's items
 * @param airy whether a blank line stands around each part that takes several lines
 */
record KeyOrder(Map<String, KeyOrder> keys, List<KeyOrder> each, List<KeyOrder> items, boolean airy) {
    /** As it stands. */
    static final KeyOrder KEPT = new KeyOrder(Map.of(), List.of(), List.of(), false);

    static KeyOrder keys(String... names) {
        Map<String, KeyOrder> keys = new LinkedHashMap<>();
        for (String name : names) {
            keys.put(name, KEPT);
        }
        return new KeyOrder(keys, List.of(), List.of(), false);
    }

    /** A mapping by names that the author chose. */
    static KeyOrder named(KeyOrder each) {
        return new KeyOrder(Map.of(), List.of(each), List.of(), false);
    }

    static KeyOrder list(KeyOrder item) {
        return new KeyOrder(Map.of(), List.of(), List.of(item), false);
    }

    KeyOrder with(String key, KeyOrder of) {
        Map<String, KeyOrder> more = new LinkedHashMap<>(keys);
        more.put(key, of);
        return new KeyOrder(more, each, items, airy);
    }

    /** Where a list of such values may stand as well. */
    KeyOrder orList() {
        return new KeyOrder(keys, each, List.of(this), airy);
    }

    KeyOrder orList(KeyOrder item) {
        return new KeyOrder(keys, each, List.of(item), airy);
    }

    KeyOrder asAiry() {
        return new KeyOrder(keys, each, items, true);
    }

    KeyOrder of(Piece.Part part) {
        if (part.key == null) {
            return items.isEmpty() ? KEPT : items.getFirst();
        }
        return keys.getOrDefault(part.name(), each.isEmpty() ? KEPT : each.getFirst());
    }

    /** The parts of a mapping in this order. */
    List<Piece.Part> sorted(List<Piece.Part> parts) {
        if (keys.isEmpty()) {
            return parts;
        }
        List<String> known = List.copyOf(keys.keySet());
        record Ranked(int rank, Piece.Part part) {}
        List<Ranked> ranked = new ArrayList<>();
        int rank = -1;
        for (Piece.Part part : parts) {
            int own = known.indexOf(part.name());
            rank = own < 0 ? rank : own;
            ranked.add(new Ranked(rank, part));
        }
        ranked.sort(java.util.Comparator.comparingInt(Ranked::rank));
        return new ArrayList<>(ranked.stream().map(Ranked::part).toList());
    }
}
