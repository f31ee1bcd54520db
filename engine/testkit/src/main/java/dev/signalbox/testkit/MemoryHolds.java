package dev.signalbox.testkit;

import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.runtime.codec.Codec;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.RunStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The open holds on a {@link MemoryStore.Disk}. Its disk guards it. */
final class MemoryHolds {
    private static final Comparator<RunStore.OpenHold> EARLIEST_DUE_FIRST = Comparator.comparing(
                    (RunStore.OpenHold open) -> due(open.hold().due()))
            .thenComparing(open -> open.hold().id());

    private final Map<HoldId, Hold> holds = new HashMap<>();
    private final MemoryRuns runs;

    MemoryHolds(MemoryRuns runs) {
        this.runs = runs;
    }

    void keep(Commit commit) {
        commit.closed().forEach(holds::remove);
        commit.holds().forEach(hold -> holds.put(hold.id(), Codec.hold(MemoryStore.throughText(Codec.hold(hold)))));
    }

    RunStore.@Nullable OpenHold find(HoldId id) {
        Hold hold = holds.get(id);
        return hold == null ? null : open(hold);
    }

    private RunStore.OpenHold open(Hold hold) {
        RunRow row = runs.row(hold.step().run());
        if (row == null) {
            throw new IllegalStateException("a hold of no run: " + hold.step().run());
        }
        return new RunStore.OpenHold(hold, row);
    }

    List<RunStore.OpenHold> list(RunStore.HoldQuery query) {
        return holds.values().stream()
                .map(this::open)
                .filter(open ->
                        query.runs() == null || query.runs().contains(open.run().id()))
                .filter(open ->
                        query.flow() == null || query.flow().equals(open.run().flow()))
                .filter(open -> mayDecide(open.hold(), query.by()))
                .filter(open -> query.after() == null || isAfter(open.hold(), query.after()))
                .sorted(EARLIEST_DUE_FIRST)
                .limit(query.limit())
                .toList();
    }

    private static boolean mayDecide(Hold hold, @Nullable Set<String> by) {
        return by == null || hold.asked().isEmpty() || hold.asked().stream().anyMatch(by::contains);
    }

    private static boolean isAfter(Hold hold, RunStore.HoldCursor cursor) {
        int byDue = due(hold.due()).compareTo(due(cursor.due()));
        return byDue > 0 || (byDue == 0 && hold.id().compareTo(cursor.hold()) > 0);
    }

    private static Instant due(@Nullable Instant due) {
        return due == null ? Instant.MAX : due;
    }
}
