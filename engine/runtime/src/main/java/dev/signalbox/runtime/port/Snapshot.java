package dev.signalbox.runtime.port;

import dev.signalbox.core.run.Run;

/**
 * A run as it was after some event, kept beside its log: a cache, never the truth. A store that cannot read one back gives the
 * whole log instead.
 */
public record Snapshot(Run run) {}
