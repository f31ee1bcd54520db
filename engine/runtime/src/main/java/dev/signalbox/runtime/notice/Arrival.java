package dev.signalbox.runtime.notice;

import java.util.List;

/** What becomes of somebody who comes by a notice's link. Nobody is let in by one, and nothing is decided. */
public sealed interface Arrival {
    /** It was written to them. */
    record Welcome() implements Arrival {}

    /** @param names whom it was written to */
    record Others(List<String> names) implements Arrival {}

    /** It was good once. */
    record Late() implements Arrival {}

    /** It is no link of ours, or somebody has changed it. */
    record Strange() implements Arrival {}
}
