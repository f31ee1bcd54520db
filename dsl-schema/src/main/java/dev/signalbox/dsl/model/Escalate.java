package dev.signalbox.dsl.model;

import java.time.Duration;
import java.util.List;

/** After that time the hold is also {@code by}'s. */
public record Escalate(Duration after, List<String> by) {
    public Escalate {
        by = List.copyOf(by);
    }
}
