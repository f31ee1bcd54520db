package dev.signalbox.dsl.model.verb;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.Approve;
import dev.signalbox.dsl.model.Retry;
import dev.signalbox.dsl.model.Save;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A step inside {@code parallel} or {@code each}: it has no {@code next} and no {@code otherwise} of its own. */
public record InnerStep(
        StepVerb verb,
        @Nullable Save save,
        @Nullable Retry retry,
        @Nullable Duration timeout,
        @Nullable Approve approve,
        Place place) {}
