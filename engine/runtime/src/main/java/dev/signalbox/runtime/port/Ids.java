package dev.signalbox.runtime.port;

import dev.signalbox.core.id.RunId;
import java.time.Instant;

/** Makes the ids of runs. */
@FunctionalInterface
public interface Ids {
    /** An id that no run has; later ones sort behind earlier ones. */
    RunId next(Instant now);
}
