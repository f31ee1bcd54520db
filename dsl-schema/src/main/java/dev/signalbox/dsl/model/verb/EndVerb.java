package dev.signalbox.dsl.model.verb;

import dev.signalbox.dsl.model.Template;
import org.jspecify.annotations.Nullable;

/** Ends the run. */
public record EndVerb(
        Status status, @Nullable Template output, @Nullable Template error) implements Verb {
    public enum Status {
        SUCCEEDED,
        FAILED,
        CANCELLED
    }
}
