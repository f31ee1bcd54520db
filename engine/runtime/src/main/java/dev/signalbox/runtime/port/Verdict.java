package dev.signalbox.runtime.port;

import java.util.Locale;

/** What became of a hold. */
public enum Verdict {
    APPROVED,
    REJECTED,
    ANSWERED,
    EXPIRED,
    WITHDRAWN;

    /** As it is written in tables and shown. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
