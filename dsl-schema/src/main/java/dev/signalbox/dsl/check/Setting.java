package dev.signalbox.dsl.check;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.read.Places;

/** A flow and what stands around it. */
public record Setting(Flow flow, Workspace workspace, FlowSignatures others, Places places) {

    /** Where the value at a path stands; {@code near} when the file's tree does not say. */
    public Place value(String pointer, Place near) {
        Place place = places.value(pointer);
        return place != null ? place : near;
    }

    /** Where the key at a path stands; {@code near} when the file's tree does not say. */
    public Place key(String pointer, Place near) {
        Place place = places.key(pointer);
        return place != null ? place : near;
    }
}
