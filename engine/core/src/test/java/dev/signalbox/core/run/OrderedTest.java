package dev.signalbox.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Copies that keep their order: whatever is done to them, they are as a linked hash map would be. */
class OrderedTest {
    /** Equal to one another when their names are, and never the same object. */
    private record Name(String text) {
        static Name of(int number) {
            return new Name("n" + number);
        }
    }

    @Test
    void aMapIsAlwaysWhatALinkedHashMapWouldBe() {
        long seed = 20261122;
        for (int round = 0; round < 300; round++) {
            Random random = new Random(seed + round);
            // Below, at and above the size from which on it is a hash table.
            int names = 1 + random.nextInt(2 * OrderedMap.MOST);
            Map<Name, Integer> expected = new LinkedHashMap<>();
            Map<Name, Integer> map = Map.of();
            for (int step = 0; step < 120; step++) {
                Map<Name, Integer> before = map;
                Map<Name, Integer> was = new LinkedHashMap<>(expected);
                map = change(random, names, expected, map);
                String where = "seed " + (seed + round) + ", step " + step;
                assertEquals(was, before, "what was there is left alone: " + where);
                assertEquals(new ArrayList<>(expected.entrySet()), new ArrayList<>(map.entrySet()), where);
                assertEquals(expected, map, where);
                assertEquals(map, expected, where);
                assertEquals(expected.hashCode(), map.hashCode(), where);
                for (int name = 0; name <= names; name++) {
                    assertEquals(expected.get(Name.of(name)), map.get(Name.of(name)), where);
                    assertEquals(expected.containsKey(Name.of(name)), map.containsKey(Name.of(name)), where);
                }
            }
        }
    }

    private static Map<Name, Integer> change(
            Random random, int names, Map<Name, Integer> expected, Map<Name, Integer> map) {
        Name name = Name.of(random.nextInt(names));
        int value = random.nextInt(10);
        switch (random.nextInt(4)) {
            case 0 -> {
                expected.remove(name);
                return Ordered.without(map, name);
            }
            case 1 -> {
                Map<Name, Integer> more = new LinkedHashMap<>();
                for (int i = random.nextInt(8); i > 0; i--) {
                    more.put(Name.of(random.nextInt(names)), value + i);
                }
                expected.putAll(more);
                return Ordered.withAll(map, more);
            }
            default -> {
                expected.put(name, value);
                return Ordered.with(map, name, value);
            }
        }
    }

    @Test
    void nobodyCanChangeACopy() {
        Map<String, Integer> map = Ordered.with(Map.of(), "a", 1);
        assertThrows(UnsupportedOperationException.class, () -> map.put("b", 2));
        assertThrows(UnsupportedOperationException.class, () -> map.remove("a"));
        assertThrows(UnsupportedOperationException.class, map::clear);
        var entry = map.entrySet().iterator().next();
        assertThrows(UnsupportedOperationException.class, () -> entry.setValue(2));
        assertEquals(Map.of("a", 1), map);
    }

    @Test
    void anIteratorEndsAndAnAbsentNameIsNotThere() {
        Map<String, Integer> map = Ordered.with(Map.of(), "a", 1);
        var entries = map.entrySet().iterator();
        entries.next();
        assertThrows(NoSuchElementException.class, entries::next);
        assertFalse(map.containsKey("b"));
        assertFalse(map.containsKey(null));
        assertEquals(List.of("a"), List.copyOf(map.keySet()));
    }
}
