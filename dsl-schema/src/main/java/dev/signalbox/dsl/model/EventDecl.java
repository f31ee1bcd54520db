package dev.signalbox.dsl.model;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.type.Schema;
import java.time.Duration;

/** An outside event that the flow may wait for. {@code lookback} is how long one that came early is kept (1h). */
public record EventDecl(EventName name, Schema payload, Duration lookback, Place place) {}
