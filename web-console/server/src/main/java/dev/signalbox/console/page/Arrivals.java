package dev.signalbox.console.page;

import dev.signalbox.core.command.Actor;
import dev.signalbox.runtime.notice.Arrival;

/** Reads the links of notices. */
@FunctionalInterface
public interface Arrivals {
    /** Of a server that wrote none. */
    Arrivals NONE = (place, token, actor) -> new Arrival.Strange();

    /**
     * Somebody who is signed in comes by one.
     *
     * @param place what it leads to, {@code holds/ID} or {@code runs/ID}
     */
    Arrival arrive(String place, String token, Actor actor);
}
