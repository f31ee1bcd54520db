package dev.signalbox.dsl.model.test;

import dev.signalbox.dsl.diagnostic.Place;
import java.util.List;

/**
 * What happens each time. Written without a list it serves every time; a list gives one entry a time, and one more time
 * than it has entries fails the test.
 */
public record Script<T>(boolean always, List<T> entries, Place place) {
    public Script {
        entries = List.copyOf(entries);
        if (always && entries.size() != 1) {
            throw new IllegalArgumentException("a script for every time has one entry");
        }
    }
}
