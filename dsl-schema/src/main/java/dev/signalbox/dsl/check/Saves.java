package dev.signalbox.dsl.check;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Save;
import java.util.List;
import java.util.Set;

/** The names that a {@code save} writes. */
final class Saves {
    private Saves() {}

    static Set<DataName> names(Save save) {
        return switch (save) {
            case Save.Whole whole -> Set.of(whole.name());
            case Save.Mapping mapping -> mapping.names().keySet();
        };
    }

    /** Where one of them stands. */
    static Place place(Setting setting, Save save, DataName name) {
        return switch (save) {
            case Save.Whole whole -> whole.place();
            case Save.Mapping mapping -> setting.key(mapping.place().path() + "/" + name, mapping.place());
        };
    }

    static List<DataName> sorted(Save save) {
        return names(save).stream().sorted().toList();
    }
}
