package dev.signalbox.testkit.sim;

import dev.signalbox.runtime.dispatch.Reducer;
import dev.signalbox.runtime.port.RunStore;

/** What may be put in an engine's place to see it caught: its way to the store and its reducer. */
public interface EngineParts {
    /** The engine as it is. */
    EngineParts SOUND = new EngineParts() {};

    /** The store as this engine uses it, a new one for each process. */
    default RunStore store(RunStore store) {
        return store;
    }

    /** The reducer as this engine uses it. */
    default Reducer reducer(Reducer reducer) {
        return reducer;
    }
}
