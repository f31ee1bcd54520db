package dev.signalbox.dsl.diff;

import java.util.Locale;

/** How much a reviewer has to care, most first. */
public enum Weight {
    /** Something may now happen that a person, a bound or an allow-list kept from happening. */
    SAFETY,
    /** Runs do something else, or something more or less. */
    BEHAVIOUR,
    /** Words for people, and names: no run does anything else. */
    COSMETIC;

    /** As it is written for programs. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
