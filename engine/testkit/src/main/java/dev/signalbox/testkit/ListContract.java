package dev.signalbox.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.runtime.port.HoldLedger;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.RunStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store promises of its lists: their order, their pages, and what each leaves out. */
interface ListContract extends OpenedStore {
    @Test
    default void holdsAreListedByTheirTimeAndByWhoMayDecide() {
        StoredRuns run = new StoredRuns("r1");
        Hold late = run.hold("late", T0.plusSeconds(90), "lead");
        Hold soon = run.hold("soon", T0.plusSeconds(30), "sam", "lead");
        Hold never = run.hold("never", null);
        done(store().append(run.start().holds(late, never, soon).commit()));
        StoredRuns other = new StoredRuns("r2").flow("other");
        Hold others = other.hold("others", T0.plusSeconds(60), "finance");
        done(store().append(other.start().holds(others).commit()));

        assertEquals(List.of(soon, others, late, never), holds(null, null, null, null, 10));
        assertEquals(List.of(soon, late, never), holds(null, null, Set.of("sam", "lead"), null, 10));
        assertEquals(List.of(never), holds(null, null, Set.of("nobody"), null, 10));
        assertEquals(List.of(others), holds(null, new FlowName("other"), null, null, 10));
        assertEquals(List.of(others), holds(Set.of(new RunId("r2")), null, null, null, 10));
        assertEquals(List.of(), holds(Set.of(), null, null, null, 10));
        HoldLedger.HoldCursor cursor = new HoldLedger.HoldCursor(soon.due(), soon.id());
        assertEquals(List.of(others), holds(null, null, null, cursor, 1));
        assertEquals(List.of(late, never), holds(null, null, Set.of("lead"), cursor, 10));
        assertEquals(List.of(), holds(null, null, null, new HoldLedger.HoldCursor(null, never.id()), 10));

        HoldLedger.OpenHold open = store().hold(others.id());
        assertNotNull(open);
        assertEquals(other.row(), open.run());
        Hold moved = run.hold("late", T0.plusSeconds(10), "finance");
        done(store().append(run.step(run.entered("b", 2))
                .holds(moved)
                .closed(soon.id())
                .commit()));
        reopen();
        assertEquals(List.of(moved, others, never), holds(null, null, null, null, 10));
        assertEquals(List.of(moved, others, never), holds(null, null, Set.of("finance"), null, 10));
        assertNull(store().hold(soon.id()));
    }

    @Test
    default void runsAreListedNewestFirst() {
        List<RunRow> rows = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            StoredRuns run = new StoredRuns("r" + i).at(T0.plusSeconds(i / 2)).flow(i == 3 ? "other" : "flow");
            done(store().append(run.start().commit()));
            if (i == 1) {
                done(store().append(run.end().commit()));
            }
            rows.add(0, run.row());
        }
        assertEquals(rows, store().runs(new RunStore.RunQuery(null, null, null, null, 10)));
        List<RunRow> first = store().runs(new RunStore.RunQuery(null, null, null, null, 2));
        RunStore.RunCursor cursor =
                new RunStore.RunCursor(first.get(1).startedAt(), first.get(1).id());
        assertEquals(rows.subList(2, 5), store().runs(new RunStore.RunQuery(null, null, null, cursor, 10)));
        assertEquals(
                List.of(rows.get(1)), store().runs(new RunStore.RunQuery(new FlowName("other"), null, null, null, 10)));
        assertEquals(
                List.of(rows.get(3)), store().runs(new RunStore.RunQuery(null, RunStatus.SUCCEEDED, null, null, 10)));
        assertEquals(List.of(), store().runs(new RunStore.RunQuery(null, null, "nobody's", null, 10)));
    }

    @Test
    default void runsAreFoundByWhoDecidesWhoStartedThemTheirWordsAndTheirTime() {
        StoredRuns leads = new StoredRuns("r1").key("T-100%");
        done(store().append(leads.start()
                .holds(leads.hold("ask", null, "lead", "sam"))
                .commit()));
        StoredRuns anyones =
                new StoredRuns("r2").at(T0.plusSeconds(1)).key("T_100").requester("Ünal");
        done(store().append(anyones.start().holds(anyones.hold("ask", null)).commit()));
        StoredRuns decided = new StoredRuns("r3").at(T0.plusSeconds(2)).flow("Refund");
        Hold gone = decided.hold("ask", null, "lead");
        done(store().append(decided.start().holds(gone).commit()));
        done(store().append(
                        decided.step(decided.entered("b", 1)).closed(gone.id()).commit()));

        assertEquals(List.of("r2", "r1"), found(Set.of("lead", "finance"), null, null, null));
        assertEquals(List.of("r2"), found(Set.of("finance"), null, null, null));
        assertEquals(List.of("r2"), found(null, "Ünal", null, null));
        assertEquals(List.of("r3", "r1"), found(null, "sam", null, null));
        assertEquals(List.of("r3"), found(null, null, "rEFUND", null));
        assertEquals(List.of("r1"), found(null, null, "100%", null));
        assertEquals(List.of("r2"), found(null, null, "t_1", null));
        assertEquals(List.of("r2"), found(null, null, "Ünal", null));
        assertEquals(List.of(), found(null, null, "!", null));
        assertEquals(List.of("r3", "r2", "r1"), found(null, null, "LEAD to approve", null));
        assertEquals(List.of("r3", "r2"), found(null, null, null, T0.plusSeconds(1)));
        assertEquals(List.of("r2"), found(Set.of("lead"), "Ünal", "flow", T0));
        reopen();
        assertEquals(List.of("r2", "r1"), found(Set.of("lead"), null, "t", null));
        assertEquals(
                List.of(leads.row()),
                store().runs(new RunStore.RunQuery(
                        null,
                        null,
                        null,
                        Set.of("lead"),
                        null,
                        "t",
                        T0,
                        new RunStore.RunCursor(T0.plusSeconds(1), new RunId("r2")),
                        10)));
    }

    private List<String> found(
            @Nullable Set<String> waitsOn, @Nullable String startedBy, @Nullable String text, @Nullable Instant since) {
        return store().runs(new RunStore.RunQuery(null, null, null, waitsOn, startedBy, text, since, null, 10)).stream()
                .map(row -> row.id().value())
                .toList();
    }

    @Test
    default void childrenAreFoundByTheirParent() {
        StoredRuns parent = new StoredRuns("p");
        done(store().append(parent.start().commit()));
        StoredRuns child = new StoredRuns("c").parent(parent.stepId("a", 1));
        done(store().append(child.start().commit()));
        assertEquals(List.of(child.row()), store().children(new RunId("p"), 10));
        assertEquals(List.of(), store().children(new RunId("c"), 10));
    }

    @Test
    default void runsAreDueInTheOrderOfTheirTimes() {
        Instant ten = T0.plusSeconds(10);
        for (String id : List.of("r3", "r1", "r2")) {
            StoredRuns run = new StoredRuns(id);
            done(store().append(run.start()
                    .wakeAt(id.equals("r2") ? T0.plusSeconds(5) : ten)
                    .commit()));
        }
        done(store().append(new StoredRuns("r4").start().commit()));
        reopen();
        RunStore.Wakening r1 = new RunStore.Wakening(ten, new RunId("r1"));
        RunStore.Wakening r2 = new RunStore.Wakening(T0.plusSeconds(5), new RunId("r2"));
        RunStore.Wakening r3 = new RunStore.Wakening(ten, new RunId("r3"));
        assertEquals(List.of(), store().due(T0, null, 10));
        assertEquals(List.of(r2), store().due(T0.plusSeconds(5), null, 10));
        assertEquals(List.of(r2, r1, r3), store().due(ten, null, 10));
        assertEquals(List.of(r1), store().due(ten, r2, 1));
        assertEquals(r2, store().nextWake(null));
        assertEquals(r3, store().nextWake(r1));
        assertNull(store().nextWake(r3));
    }
}
