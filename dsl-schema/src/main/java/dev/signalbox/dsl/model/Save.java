package dev.signalbox.dsl.model;

import dev.signalbox.dsl.diagnostic.Place;
import java.util.Map;

/** What becomes of a state's result. */
public sealed interface Save {
    Place place();

    /** The result itself, under one name. */
    record Whole(DataName name, Place place) implements Save {}

    /** Parts of it, each an expression over {@code result}. */
    record Mapping(Map<DataName, Template> names, Place place) implements Save {}
}
