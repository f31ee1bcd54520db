package dev.signalbox.core.run;

import dev.signalbox.core.id.StepId;
import dev.signalbox.dsl.model.EventName;

/** A wait for an outside event, by its name and key. */
public record Waiter(StepId step, EventName event, String key) {}
