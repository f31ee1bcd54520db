package dev.signalbox.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.evolve.Evolver;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.core.run.Waiter;
import dev.signalbox.dsl.bundle.Bundle;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.EventName;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.port.Appended;
import dev.signalbox.runtime.port.Claim;
import dev.signalbox.runtime.port.EffectId;
import dev.signalbox.runtime.port.PendingEffect;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.port.StoreException;
import dev.signalbox.runtime.retention.Purging;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store promises. A store's own test extends this and says how it is opened. */
@SuppressWarnings("NullAway.Init")
public abstract class RunStoreContract {
    private static final Instant T0 = StoredRuns.T0;
    private RunStore store;

    /** Opens what the last call left, as after a restart; the one before is closed or dead. */
    protected abstract RunStore open();

    @BeforeEach
    void openIt() {
        store = open();
    }

    @AfterEach
    void closeIt() {
        store.close();
    }

    private void reopen() {
        store.close();
        store = open();
    }

    private static Appended.Done done(Appended appended) {
        return assertInstanceOf(Appended.Done.class, appended);
    }

    private RunStore.StoredRun loaded(String run) {
        RunStore.StoredRun stored = store.load(new RunId(run));
        assertNotNull(stored, run);
        return stored;
    }

    @Test
    void aCommitIsThereAfterARestart() {
        StoredRuns run = new StoredRuns("r1");
        done(store.append(run.start().commit()));
        done(store.append(run.step(run.entered("b", 1)).commit()));
        reopen();
        assertEquals(run.row(), loaded("r1").row());
        assertEquals(run.log(), loaded("r1").events());
        assertNull(store.load(new RunId("r2")));
    }

    @Test
    void aCommitThatExpectsAnotherPlaceInTheLogChangesNothing() {
        StoredRuns run = new StoredRuns("r1");
        done(store.append(run.start().commit()));
        StoredRuns.Draft late = run.step(run.entered("b", 1));
        done(store.append(late.commit()));
        Appended second = store.append(late.commit());
        assertEquals(new Appended.Behind(run.row().seq()), second);
        assertEquals(run.log(), loaded("r1").events());
        assertEquals(
                new Appended.Behind(run.row().seq()),
                store.append(new StoredRuns("r1").start().commit()));
        assertEquals(
                new Appended.Behind(0),
                store.append(new StoredRuns("r9")
                        .pretendAt(3)
                        .step(run.entered("b", 1))
                        .commit()));
    }

    @Test
    void theLogIsReadFromAnyPlaceOn() {
        StoredRuns run = new StoredRuns("r1");
        done(store.append(run.start().commit()));
        done(store.append(run.step(run.entered("b", 1), run.entered("c", 1), run.entered("d", 1))
                .commit()));
        List<RunStore.LoggedEvent> events = store.events(new RunId("r1"), 3, 10);
        assertEquals(
                List.of(4L, 5L), events.stream().map(RunStore.LoggedEvent::seq).toList());
        assertEquals(
                run.log().subList(3, 5),
                events.stream().map(RunStore.LoggedEvent::event).toList());
        assertEquals(1, store.events(new RunId("r1"), 2, 1).size());
        assertEquals(List.of(), store.events(new RunId("r1"), 5, 10));
        assertEquals(List.of(), store.events(new RunId("none"), 0, 10));
    }

    @Test
    void longValuesComeBackAsTheyWere() {
        String text = "ü".repeat(RunStore.VALUE_LIMIT);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("long", text);
        values.put("nested", Map.of("again", text, "list", List.of(text, 5.0, Json.NULL)));
        values.put("many", new ArrayList<>(java.util.Collections.nCopies(9000, "nine chars")));
        values.put("lookalike", Map.of("$blob", "0000"));
        values.put("deeper", Map.of("$$blob", Map.of("$blob", 5L)));
        StoredRuns run = new StoredRuns("r1");
        done(store.append(run.start(new DataName("payload"), values).commit()));
        reopen();
        assertEquals(run.log(), loaded("r1").events());
    }

    @Test
    void aLookalikeOfABlobIsData() {
        StoredRuns run = new StoredRuns("r1");
        done(store.append(run.start(new DataName("x"), Map.of("$blob", "0000")).commit()));
        reopen();
        assertEquals(run.log(), loaded("r1").events());
    }

    /** A NUL is a character of JSON, and a database's text may know none. */
    @Test
    void aNulInATextComesBackAsItWas() {
        String text = "a\0b\uFDD0" + "0\uFDD0";
        StoredRuns run = new StoredRuns("r1").key(text);
        done(store.append(run.start(new DataName("x"), Map.of(text, text))
                .holds(run.hold("a", null, text))
                .startKey(text, T0.plusSeconds(9))
                .commit()));
        reopen();
        assertEquals(run.row(), loaded("r1").row());
        assertEquals(run.log(), loaded("r1").events());
        assertEquals(List.of(new RunId("r1")), store.openWithKey(text, 10));
        assertEquals(1, holds(null, null, Set.of(text), null, 10).size());
        assertEquals(List.of(), holds(null, null, Set.of("a"), null, 10));
        assertEquals(new RunId("r1"), store.startedBy(text, T0));
        assertNull(store.startedBy("a\uFDD0" + "0b\uFDD0" + "0\uFDD0", T0));
    }

    @Test
    void aKeyIsTakenWhileItsRunIsOpen() {
        StoredRuns first = new StoredRuns("r1").key("T1");
        done(store.append(first.start().commit()));
        assertEquals(
                new Appended.KeyTaken(new RunId("r1")),
                store.append(new StoredRuns("r2").key("T1").start().commit()));
        assertNull(store.load(new RunId("r2")));
        done(store.append(new StoredRuns("r3").key("T1").flow("other").start().commit()));
        assertEquals(List.of(new RunId("r1"), new RunId("r3")), store.openWithKey("T1", 10));
        done(store.append(first.end().commit()));
        assertEquals(List.of(new RunId("r3")), store.openWithKey("T1", 10));
        done(store.append(new StoredRuns("r4").key("T1").start().commit()));
    }

    @Test
    void aStartKeyGivesTheSameRunUntilItExpires() {
        Instant expires = T0.plus(Duration.ofHours(24));
        done(store.append(new StoredRuns("r1").start().startKey("k", expires).commit()));
        reopen();
        assertEquals(new RunId("r1"), store.startedBy("k", T0.plusSeconds(5)));
        assertEquals(
                new Appended.StartedBefore(new RunId("r1")),
                store.append(new StoredRuns("r2").start().startKey("k", expires).commit()));
        assertNull(store.load(new RunId("r2")));
        assertNull(store.startedBy("k", expires));
        assertNull(store.startedBy("other", T0));
        done(store.append(new StoredRuns("r3")
                .at(expires)
                .start()
                .startKey("k", expires.plusSeconds(9))
                .commit()));
    }

    @Test
    void effectsOfADeadOwnerAreGivenOnceAndThoseOfThisOneNever() {
        StoredRuns run = new StoredRuns("r1");
        Effect sent = run.call("a", 1);
        Effect waiting = run.call("b", 1);
        Effect settled = run.call("c", 1);
        Effect dropped = run.call("d", 1);
        Effect late = run.call("e", 1);
        done(store.append(
                run.start().effects(sent, waiting, settled, dropped, late).commit()));
        assertEquals(List.of(), store.claim(10));
        done(store.append(run.step(run.entered("b", 2))
                .sent(sent)
                .settled(settled)
                .dropped(dropped.step())
                .commit()));
        store.settle(Claim.first(EffectId.of(late)));
        reopen();
        Effect own = run.call("f", 1);
        done(store.append(run.step(run.entered("b", 3)).effects(own).commit()));
        List<PendingEffect> orphans = new ArrayList<>(store.claim(1));
        assertEquals(1, orphans.size());
        orphans.addAll(store.claim(10));
        assertEquals(
                Set.of(new PendingEffect(sent, true, 2), new PendingEffect(waiting, false, 2)), Set.copyOf(orphans));
        assertEquals(2, orphans.size());
        assertEquals(List.of(), store.claim(10));
        reopen();
        assertEquals(3, store.claim(10).size());
    }

    @Test
    void whoeverLostAClaimChangesNothing() {
        StoredRuns run = new StoredRuns("r1");
        Effect taken = run.call("a", 1);
        done(store.append(run.start().effects(taken).commit()));
        reopen();
        Claim old = Claim.first(EffectId.of(taken));
        Claim own = store.claim(10).get(0).claim();
        assertEquals(old.effect(), own.effect());
        assertTrue(own.number() > old.number(), own::toString);
        assertEquals(List.of(own), store.renew());
        long seq = run.row().seq();
        StoredRuns.Draft result = run.step(run.entered("b", 1)).settled(taken).under(old);
        assertEquals(new Appended.Stale(own.number()), store.append(result.commit()));
        store.settle(old);
        assertEquals(seq, loaded("r1").row().seq());
        assertEquals(List.of(own), store.renew());
        done(store.append(new StoredRuns("r1")
                .pretendAt(seq)
                .step(run.entered("b", 1))
                .settled(taken)
                .under(own)
                .commit()));
        assertEquals(List.of(), store.renew());
    }

    @Test
    void aResultOfAnEffectThatIsOverIsOnlyHeldToTheLog() {
        StoredRuns run = new StoredRuns("r1");
        Effect over = run.call("a", 1);
        done(store.append(run.start().effects(over).commit()));
        store.settle(Claim.last(EffectId.of(over)));
        done(store.append(run.step(run.entered("b", 1))
                .under(Claim.first(EffectId.of(over)))
                .commit()));
    }

    @Test
    void aFreeEffectIsForWhoeverHasRoom() {
        StoredRuns run = new StoredRuns("r1");
        Effect free = run.call("a", 1);
        done(store.append(run.start().effects(free).free().commit()));
        assertEquals(List.of(), store.renew());
        assertEquals(List.of(new PendingEffect(free, false, 2)), store.claim(10));
        assertEquals(List.of(), store.claim(10));
    }

    @Test
    void aLongRunIsReadFromItsLastSnapshotOn() {
        StoredRuns run = new StoredRuns("r1");
        done(store.append(run.start().commit()));
        int visits = 400;
        for (int i = 0; i < visits; i++) {
            StoredRuns.Draft step = run.step(run.set("a", i + 1, "x".repeat(i % 7)), run.entered("a", i + 2));
            done(store.append(i % 90 == 89 ? step.snapshot().commit() : step.commit()));
        }
        reopen();
        RunStore.StoredRun stored = loaded("r1");
        assertNotNull(stored.snapshot());
        assertEquals(2 + 2L * 360, stored.snapshot().run().seq());
        assertEquals(run.log().subList(2 + 2 * 360, run.log().size()), stored.events());
        Run folded = stored.snapshot().run();
        for (Event event : stored.events()) {
            folded = Evolver.evolve(folded, event);
        }
        assertEquals(run.folded(), folded);
        assertEquals(visits, folded.memory().history().size());
        assertEquals(
                run.log().size(),
                store.events(new RunId("r1"), 0, RunStore.MOST).size());
    }

    @Test
    void longValuesOfTheDistantPastComeBackFromASnapshot() {
        StoredRuns run = new StoredRuns("r1");
        done(store.append(run.start().commit()));
        Event[] rounds = new Event[300];
        for (int i = 0; i < rounds.length; i++) {
            rounds[i] = run.set("a", i + 1, "ü".repeat(i % 100 == 7 ? RunStore.VALUE_LIMIT : i));
        }
        done(store.append(run.step(rounds).snapshot().commit()));
        reopen();
        RunStore.StoredRun stored = loaded("r1");
        assertNotNull(stored.snapshot());
        assertEquals(List.of(), stored.events());
        assertEquals(run.folded(), stored.snapshot().run());
    }

    @Test
    void aCommitMaySettleAnEffectAndBringItsNextTry() {
        StoredRuns run = new StoredRuns("r1");
        Effect first = run.call("a", 1);
        done(store.append(run.start().effects(first).commit()));
        done(store.append(run.step(run.entered("a", 2))
                .dropped(first.step())
                .effects(run.call("a", 2))
                .commit()));
        reopen();
        assertEquals(List.of(new PendingEffect(run.call("a", 2), false, 2)), store.claim(10));
    }

    @Test
    void holdsAreListedByTheirTimeAndByWhoMayDecide() {
        StoredRuns run = new StoredRuns("r1");
        Hold late = run.hold("late", T0.plusSeconds(90), "lead");
        Hold soon = run.hold("soon", T0.plusSeconds(30), "sam", "lead");
        Hold never = run.hold("never", null);
        done(store.append(run.start().holds(late, never, soon).commit()));
        StoredRuns other = new StoredRuns("r2").flow("other");
        Hold others = other.hold("others", T0.plusSeconds(60), "finance");
        done(store.append(other.start().holds(others).commit()));

        assertEquals(List.of(soon, others, late, never), holds(null, null, null, null, 10));
        assertEquals(List.of(soon, late, never), holds(null, null, Set.of("sam", "lead"), null, 10));
        assertEquals(List.of(never), holds(null, null, Set.of("nobody"), null, 10));
        assertEquals(List.of(others), holds(null, new FlowName("other"), null, null, 10));
        assertEquals(List.of(others), holds(Set.of(new RunId("r2")), null, null, null, 10));
        assertEquals(List.of(), holds(Set.of(), null, null, null, 10));
        RunStore.HoldCursor cursor = new RunStore.HoldCursor(soon.due(), soon.id());
        assertEquals(List.of(others), holds(null, null, null, cursor, 1));
        assertEquals(List.of(late, never), holds(null, null, Set.of("lead"), cursor, 10));
        assertEquals(List.of(), holds(null, null, null, new RunStore.HoldCursor(null, never.id()), 10));

        RunStore.OpenHold open = store.hold(others.id());
        assertNotNull(open);
        assertEquals(other.row(), open.run());
        Hold moved = run.hold("late", T0.plusSeconds(10), "finance");
        done(store.append(
                run.step(run.entered("b", 2)).holds(moved).closed(soon.id()).commit()));
        reopen();
        assertEquals(List.of(moved, others, never), holds(null, null, null, null, 10));
        assertEquals(List.of(moved, others, never), holds(null, null, Set.of("finance"), null, 10));
        assertNull(store.hold(soon.id()));
    }

    private List<Hold> holds(
            @org.jspecify.annotations.Nullable Set<RunId> runs,
            @org.jspecify.annotations.Nullable FlowName flow,
            @org.jspecify.annotations.Nullable Set<String> by,
            RunStore.@org.jspecify.annotations.Nullable HoldCursor after,
            int limit) {
        return store.holds(new RunStore.HoldQuery(runs, flow, by, after, limit)).stream()
                .map(RunStore.OpenHold::hold)
                .toList();
    }

    @Test
    void runsAreListedNewestFirst() {
        List<RunRow> rows = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            StoredRuns run = new StoredRuns("r" + i).at(T0.plusSeconds(i / 2)).flow(i == 3 ? "other" : "flow");
            done(store.append(run.start().commit()));
            if (i == 1) {
                done(store.append(run.end().commit()));
            }
            rows.add(0, run.row());
        }
        assertEquals(rows, store.runs(new RunStore.RunQuery(null, null, null, null, 10)));
        List<RunRow> first = store.runs(new RunStore.RunQuery(null, null, null, null, 2));
        RunStore.RunCursor cursor =
                new RunStore.RunCursor(first.get(1).startedAt(), first.get(1).id());
        assertEquals(rows.subList(2, 5), store.runs(new RunStore.RunQuery(null, null, null, cursor, 10)));
        assertEquals(
                List.of(rows.get(1)), store.runs(new RunStore.RunQuery(new FlowName("other"), null, null, null, 10)));
        assertEquals(
                List.of(rows.get(3)), store.runs(new RunStore.RunQuery(null, RunStatus.SUCCEEDED, null, null, 10)));
        assertEquals(List.of(), store.runs(new RunStore.RunQuery(null, null, "nobody's", null, 10)));
    }

    @Test
    void childrenAreFoundByTheirParent() {
        StoredRuns parent = new StoredRuns("p");
        done(store.append(parent.start().commit()));
        StoredRuns child = new StoredRuns("c").parent(parent.stepId("a", 1));
        done(store.append(child.start().commit()));
        assertEquals(List.of(child.row()), store.children(new RunId("p"), 10));
        assertEquals(List.of(), store.children(new RunId("c"), 10));
    }

    @Test
    void runsAreDueInTheOrderOfTheirTimes() {
        Instant ten = T0.plusSeconds(10);
        for (String id : List.of("r3", "r1", "r2")) {
            StoredRuns run = new StoredRuns(id);
            done(store.append(run.start()
                    .wakeAt(id.equals("r2") ? T0.plusSeconds(5) : ten)
                    .commit()));
        }
        done(store.append(new StoredRuns("r4").start().commit()));
        reopen();
        RunStore.Wakening r1 = new RunStore.Wakening(ten, new RunId("r1"));
        RunStore.Wakening r2 = new RunStore.Wakening(T0.plusSeconds(5), new RunId("r2"));
        RunStore.Wakening r3 = new RunStore.Wakening(ten, new RunId("r3"));
        assertEquals(List.of(), store.due(T0, null, 10));
        assertEquals(List.of(r2), store.due(T0.plusSeconds(5), null, 10));
        assertEquals(List.of(r2, r1, r3), store.due(ten, null, 10));
        assertEquals(List.of(r1), store.due(ten, r2, 1));
        assertEquals(r2, store.nextWake(null));
        assertEquals(r3, store.nextWake(r1));
        assertNull(store.nextWake(r3));
    }

    @Test
    void waitersAreReplacedWithTheirCommit() {
        StoredRuns run = new StoredRuns("r1");
        EventName paid = new EventName("paid");
        done(store.append(run.start()
                .waiters(List.of(new Waiter(run.stepId("a", 1), paid, "T1")))
                .commit()));
        assertEquals(List.of(new RunId("r1")), store.waitingFor(paid, "T1", 10));
        assertEquals(List.of(), store.waitingFor(paid, "T2", 10));
        done(store.append(run.step(run.entered("b", 1)).commit()));
        assertEquals(List.of(new RunId("r1")), store.waitingFor(paid, "T1", 10));
        done(store.append(run.step(run.entered("c", 1)).waiters(List.of()).commit()));
        assertEquals(List.of(), store.waitingFor(paid, "T1", 10));
    }

    @Test
    void anOutsideEventIsRememberedUntilItExpires() {
        EventName paid = new EventName("paid");
        Instant later = Instant.now().plusSeconds(3600);
        assertNull(store.received(paid, "e1", T0));
        store.rememberReceived(paid, "e1", List.of(new RunId("r1")), later);
        reopen();
        assertEquals(List.of(new RunId("r1")), store.received(paid, "e1", T0));
        assertNull(store.received(paid, "e2", T0));
        assertNull(store.received(new EventName("other"), "e1", T0));
        assertNull(store.received(paid, "e1", later));
    }

    @Test
    void aBundleIsKeptByItsHash() {
        Bundle bundle = new Bundle("a.flow.yaml", "signalbox: 1\n", Map.of("p.md", "text"), "{}");
        StoredRuns run = new StoredRuns("r1");
        store.keepBundle(run.row().bundle(), bundle);
        store.keepBundle(run.row().bundle(), bundle);
        reopen();
        assertEquals(bundle, store.bundle(run.row().bundle()));
        assertNull(store.bundle(new dev.signalbox.core.id.BundleHash("0")));
    }

    private static final Instant LATER = T0.plus(Duration.ofDays(91));

    /** A run whose long value is kept apart, read back from a snapshot, and over. */
    private StoredRuns ended(String id, String value) {
        StoredRuns run = new StoredRuns(id);
        done(store.append(run.start(new DataName("payload"), value.repeat(RunStore.VALUE_LIMIT))
                .commit()));
        done(store.append(run.step(run.set("a", 1, value)).snapshot().commit()));
        done(store.append(run.end().commit()));
        return run;
    }

    private List<String> endedBefore(Instant before) {
        return store.endedBefore(before, null, 10).stream()
                .map(row -> row.id().value())
                .toList();
    }

    @Test
    void anEndedRunIsPurgedOnceAndFoldsFromItsPurgedLogAlone() {
        StoredRuns run = ended("r1", "word");
        List<Event> purged = Purging.log(run.log());
        assertTrue(store.purge(new RunId("r1"), purged, LATER));
        reopen();
        assertEquals(run.row(), loaded("r1").row());
        assertNull(loaded("r1").snapshot());
        assertEquals(purged, loaded("r1").events());
        assertFalse(purged.equals(run.log()));
        assertFalse(store.purge(new RunId("r1"), purged, LATER), "a second time");
        assertEquals(List.of(), endedBefore(LATER));
    }

    @Test
    void onlyRunsThatEndedByThenAreToBePurgedPageByPage() {
        StoredRuns young = new StoredRuns("r0").at(T0.plusSeconds(1));
        done(store.append(young.start().commit()));
        done(store.append(young.end().commit()));
        StoredRuns open = new StoredRuns("r9");
        done(store.append(open.start().commit()));
        ended("r1", "one");
        ended("r2", "two");
        assertEquals(List.of("r1", "r2"), endedBefore(T0));
        assertEquals(List.of("r1", "r2", "r0"), endedBefore(T0.plusSeconds(1)));
        assertEquals(List.of(), endedBefore(T0.minusMillis(1)));
        RunRow first = store.endedBefore(T0, null, 1).get(0);
        RunStore.RunCursor after = new RunStore.RunCursor(first.startedAt(), first.id());
        assertEquals(
                List.of(new RunId("r2")),
                store.endedBefore(T0, after, 1).stream().map(RunRow::id).toList());
    }

    @Test
    void aRunThatIsOpenOrHasMovedOnOrHasAnEffectLeftIsNotPurged() {
        StoredRuns run = new StoredRuns("r1");
        done(store.append(run.start().commit()));
        assertFalse(store.purge(new RunId("r1"), Purging.log(run.log()), LATER), "open");
        assertFalse(store.purge(new RunId("none"), List.of(), LATER), "unknown");
        Effect call = run.call("a", 1);
        done(store.append(run.end().effects(call).commit()));
        List<Event> purged = Purging.log(run.log());
        assertFalse(store.purge(new RunId("r1"), purged, LATER), "an effect is left");
        store.settle(Claim.last(EffectId.of(call)));
        assertFalse(store.purge(new RunId("r1"), purged.subList(0, 2), LATER), "another log");
        assertEquals(run.log(), loaded("r1").events());
        assertTrue(store.purge(new RunId("r1"), purged, LATER));
    }

    @Test
    void aChildRunIsNotToBePurgedBeforeItsParentHasEnded() {
        StoredRuns parent = new StoredRuns("r1");
        done(store.append(parent.start().commit()));
        StoredRuns child = new StoredRuns("r2").parent(parent.stepId("a", 1));
        done(store.append(child.start().commit()));
        done(store.append(child.end().commit()));
        assertEquals(List.of(), endedBefore(LATER));
        done(store.append(parent.end().commit()));
        assertEquals(List.of("r1", "r2"), endedBefore(LATER));
    }

    @Test
    void aLongValueThatAnotherRunHasTooStaysThere() {
        StoredRuns first = ended("r1", "same");
        StoredRuns second = ended("r2", "same");
        assertTrue(store.purge(new RunId("r1"), Purging.log(first.log()), LATER));
        assertEquals(
                second.log(),
                store.events(new RunId("r2"), 0, 10).stream()
                        .map(RunStore.LoggedEvent::event)
                        .toList());
        assertTrue(store.purge(new RunId("r2"), Purging.log(second.log()), LATER));
        StoredRuns third = ended("r3", "same");
        assertEquals(third.log().size(), store.events(new RunId("r3"), 0, 10).size());
    }

    @Test
    void manyWritersAtOnceEachGetTheirOwnDenseLog() throws Exception {
        int runs = 24;
        int steps = 20;
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < runs; i++) {
                StoredRuns run = new StoredRuns("r" + i);
                all.add(pool.submit(() -> {
                    done(store.append(run.start().commit()));
                    for (int step = 0; step < steps; step++) {
                        done(store.append(run.step(run.entered("s", step + 1)).commit()));
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        reopen();
        for (int i = 0; i < runs; i++) {
            assertEquals(steps + 2L, loaded("r" + i).row().seq());
            assertEquals(steps + 2, loaded("r" + i).events().size());
        }
    }

    @Test
    void aClosedStoreRefuses() {
        store.close();
        StoredRuns run = new StoredRuns("r1");
        assertThrows(StoreException.class, () -> store.append(run.start().commit()));
        store = open();
        assertNull(store.load(new RunId("r1")));
        assertTrue(store.claim(1).isEmpty());
    }
}
