package dev.signalbox.dsl.model;

import dev.signalbox.dsl.diagnostic.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a model call loads. {@code budget} is in tokens for all items together; null takes the window minus the output. */
public record Context(@Nullable Integer budget, List<ContextItem> load, Place place) {
    public Context {
        load = List.copyOf(load);
    }
}
