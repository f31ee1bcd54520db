package dev.signalbox.dsl.model;

import dev.signalbox.dsl.diagnostic.Place;
import org.jspecify.annotations.Nullable;

/**
 * What all runs of a flow, or of a workspace, may use of models in one day of UTC. Null is no limit. Money is USD.
 *
 * @param place of {@code day} in its file
 */
public record DayLimits(
        @Nullable Long llmCalls,
        @Nullable Long tokens,
        @Nullable Double costUsd,
        Place place) {}
