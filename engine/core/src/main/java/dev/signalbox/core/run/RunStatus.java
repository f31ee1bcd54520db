package dev.signalbox.core.run;

/** Where a run is. {@code PAUSED}: only holds, waits and timers are left. */
public enum RunStatus {
    RUNNING,
    PAUSED,
    STUCK,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    /** Nothing can happen to it any more. */
    public boolean ended() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }

    /** As it is written in JSON. */
    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
