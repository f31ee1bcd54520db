package dev.signalbox.runtime.draft;

import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Save;
import dev.signalbox.dsl.model.State;
import java.util.Set;

/** What a state's result is saved under. */
final class Saved {
    private Saved() {}

    static Set<DataName> by(State state) {
        return switch (state.save()) {
            case null -> Set.of();
            case Save.Whole whole -> Set.of(whole.name());
            case Save.Mapping mapping -> mapping.names().keySet();
        };
    }
}
