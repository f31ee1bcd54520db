package dev.signalbox.dsl.model;

import dev.signalbox.dsl.diagnostic.Place;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Fetched data: the {@code read} action that gives it.
 *
 * @param fresh how long a fetched value is good; null for as long as the run
 */
public record Fetch(
        ActionName call,
        Template with,
        @Nullable Duration fresh,
        @Nullable Retry retry,
        @Nullable Duration timeout,
        Place place) {}
