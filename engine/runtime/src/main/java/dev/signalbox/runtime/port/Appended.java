package dev.signalbox.runtime.port;

import dev.signalbox.core.id.RunId;

/** What became of a {@link Commit}. */
public sealed interface Appended {
    /** It is durable. */
    record Done() implements Appended {}

    /** Another commit was quicker: the run stands at {@code seq}, nothing was written. */
    record Behind(long seq) implements Appended {}

    /** The claim under which it came is lost: the effect is under {@code number} now. Nothing was written. */
    record Stale(long number) implements Appended {}

    /** A run of this flow and key is open, nothing was written. */
    record KeyTaken(RunId open) implements Appended {}

    /** The start key gave a run before, nothing was written. */
    record StartedBefore(RunId run) implements Appended {}
}
