package dev.signalbox.dsl.model;

import dev.signalbox.dsl.diagnostic.Place;
import org.jspecify.annotations.Nullable;

/** What starts runs of a flow besides people. */
public sealed interface Trigger {
    Place place();

    Template input();

    record Http(String path, String secret, String header, Template input, Place place) implements Trigger {}

    record Schedule(String cron, @Nullable String zone, Template input, Place place) implements Trigger {}

    record Event(EventName name, Template input, Place place) implements Trigger {}
}
