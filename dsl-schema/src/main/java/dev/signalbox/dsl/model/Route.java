package dev.signalbox.dsl.model;

import dev.signalbox.dsl.diagnostic.Place;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where an outcome leads.
 *
 * @param set assigned as the route is taken; may read {@code error} and {@code decision}
 * @param inARow with it, that many of this outcome in a row are {@code exhausted} instead; null without
 */
public record Route(
        String outcome,
        StateName to,
        Place toPlace,
        Map<DataName, Template> set,
        @Nullable Integer inARow,
        Place place) {}
