package dev.signalbox.runtime.port;

import dev.signalbox.core.id.RunId;

/**
 * Hears that another engine on the same store changed a run. A hint may come late, twice or not at all, and says nothing
 * but that looking is worth while.
 */
public interface Hints {
    /** Called on a thread of the store's; must be quick, and must not ask the store. */
    void changed(RunId run);

    /** So much changed that it was not told one by one. */
    void muchChanged();
}
