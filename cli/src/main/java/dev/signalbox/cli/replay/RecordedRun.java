package dev.signalbox.cli.replay;

import dev.signalbox.core.event.Event;
import dev.signalbox.runtime.port.RunStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run whose log is at hand.
 *
 * @param bundle the hash of what it pinned
 * @param from the file that its log stands in; null for the store
 * @param stored what else the store keeps of it; null for a log out of a file
 */
record RecordedRun(
        String id,
        String flow,
        String bundle,
        List<Event> log,
        @Nullable String from,
        RunStore.@Nullable StoredRun stored) {}
