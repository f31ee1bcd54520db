package dev.signalbox.dsl.model;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.type.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A name of {@code data}.
 *
 * @param initial its {@code default}, already fitted to the schema; null when it has none
 * @param redact kept out of prompts, logs and lists
 * @param fetch how it is fetched when it is absent or stale; null for plain data
 */
public record DataDecl(
        DataName name,
        Schema schema,
        @Nullable Object initial,
        boolean redact,
        @Nullable Fetch fetch,
        Place place) {}
