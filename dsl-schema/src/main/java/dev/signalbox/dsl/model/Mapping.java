package dev.signalbox.dsl.model;

import dev.signalbox.dsl.diagnostic.Place;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * How a run of one file stands in another. What it does not name keeps its name.
 *
 * @param states a state of the old file by the one of the new file that takes its place
 * @param renamed a name of the old file's data by the new file's name for it
 * @param dropped names of the old file's data that the run loses
 * @param given values for names of the new file's data, made of what the run has in the old file
 * @param place where the file of the mapping begins
 */
public record Mapping(
        Map<StateName, StateName> states,
        Map<DataName, DataName> renamed,
        Set<DataName> dropped,
        Map<DataName, Template> given,
        Place place) {
    public Mapping {
        states = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(states));
        renamed = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(renamed));
        dropped = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(dropped));
        given = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(given));
    }

    /** Everything keeps its name. */
    public static Mapping none(Place place) {
        return new Mapping(Map.of(), Map.of(), Set.of(), Map.of(), place);
    }

    /** What the state is called in the new file. */
    public StateName state(StateName old) {
        return states.getOrDefault(old, old);
    }

    /** What the name of data is called in the new file; it may be dropped as well. */
    public DataName data(DataName old) {
        return renamed.getOrDefault(old, old);
    }
}
