package dev.signalbox.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.runtime.audit.Verdicts;
import dev.signalbox.runtime.port.DecidedHold;
import dev.signalbox.runtime.port.HoldLedger.DecidedCursor;
import dev.signalbox.runtime.port.HoldLedger.DecidedQuery;
import dev.signalbox.runtime.port.HoldLedger.Past;
import dev.signalbox.runtime.port.HoldLedger.Reviewer;
import dev.signalbox.runtime.port.Verdict;
import dev.signalbox.runtime.retention.Purging;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store promises of closed holds: each is told once, as the log has it, with the look that went before. */
interface DecisionContract extends OpenedStore {
    private DecidedHold decide(String run, String person, Instant at, Verdict verdict) {
        StoredRuns its = new StoredRuns(run).key("k-" + run);
        Hold hold = its.hold("a", T0.plusSeconds(60), "lead", "ada");
        done(store().append(its.start().holds(hold).commit()));
        DecidedHold decided = decided(its, hold, person, at, verdict);
        done(store().append(
                its.at(at).step(its.entered("b", 2)).decided(decided).commit()));
        return decided;
    }

    private static DecidedHold decided(
            StoredRuns run, Hold hold, @Nullable String person, Instant at, Verdict verdict) {
        return new DecidedHold(
                hold.id(),
                run.row().id(),
                run.row().flow(),
                run.row().version(),
                run.row().key(),
                hold.step().state(),
                hold.purpose(),
                hold.title(),
                null,
                run.row().startedBy(),
                hold.by(),
                hold.urgency(),
                hold.openedAt(),
                hold.due(),
                at,
                verdict,
                person,
                person == null ? null : "console",
                person != null,
                person == null ? null : "so said " + person,
                false,
                0.1 + 0.2);
    }

    private static DecidedQuery of(
            @Nullable String by,
            @Nullable Verdict verdict,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable DecidedCursor after,
            String... words) {
        return new DecidedQuery(null, null, null, by, verdict, from, to, false, List.of(words), after, 10);
    }

    private List<DecidedHold> listed(DecidedQuery query) {
        List<DecidedHold> found =
                store().decided(query).stream().map(Past::hold).toList();
        if (query.after() == null) {
            assertEquals(found.size(), store().countDecided(query, 100), "counted");
        }
        return found;
    }

    @Test
    default void closedHoldsAreListedTheLatestDecidedFirst() {
        DecidedHold one = decide("r1", "ada", T0.plusSeconds(5), Verdict.APPROVED);
        DecidedHold two = decide("r2", "bob", T0.plusSeconds(9), Verdict.REJECTED);
        DecidedHold three = decide("r3", "ada", T0.plusSeconds(9), Verdict.ANSWERED);
        StoredRuns late = new StoredRuns("r4").flow("other");
        Hold hold = late.hold("z", T0.plusSeconds(1));
        done(store().append(late.start().holds(hold).commit()));
        DecidedHold expired = decided(late, hold, null, T0.plusSeconds(1), Verdict.EXPIRED);
        done(store().append(late.step(late.entered("b", 2)).decided(expired).commit()));
        reopen();

        assertEquals(List.of(three, two, one, expired), listed(DecidedQuery.all(null, 10)));
        assertEquals(2, store().decided(DecidedQuery.all(null, 2)).size());
        assertEquals(3, store().countDecided(DecidedQuery.all(null, 2), 3));
        assertEquals(
                List.of(one, expired), listed(DecidedQuery.all(new DecidedCursor(two.at(), two.id()), 10)));
        assertEquals(List.of(three, one), listed(of("ada", null, null, null, null)));
        assertEquals(List.of(two), listed(of(null, Verdict.REJECTED, null, null, null)));
        assertEquals(
                List.of(one), listed(of(null, null, T0.plusSeconds(5), T0.plusSeconds(9), null)));
        assertEquals(List.of(two), listed(of(null, null, null, null, null, "what", "k-r2")));
        assertEquals(
                List.of(expired),
                listed(new DecidedQuery(
                        Set.of(new RunId("r4"), new RunId("r5")),
                        new FlowName("other"),
                        new StateName("z"),
                        null,
                        null,
                        null,
                        null,
                        false,
                        List.of(),
                        null,
                        10)));
        assertEquals(
                List.of(three, two, one),
                listed(new DecidedQuery(null, null, null, null, null, null, null, true, List.of(), null, 10)));
    }

    @Test
    default void aDecisionTellsHowLongWhoMadeItHadLooked() {
        StoredRuns run = new StoredRuns("r1");
        Hold hold = run.hold("a", null);
        done(store().append(run.start().holds(hold).commit()));
        store().looked(hold.id(), "ada", T0.plusSeconds(1));
        store().looked(hold.id(), "bob", T0.plusSeconds(2));
        store().looked(hold.id(), "ada", T0.plusSeconds(3));
        DecidedHold decided = decided(run, hold, "ada", T0.plusMillis(3500), Verdict.APPROVED);
        done(store().append(run.step(run.entered("b", 2)).decided(decided).commit()));
        assertEquals(List.of(new Past(decided, 2500L)), store().decided(DecidedQuery.all(null, 10)));
    }

    @Test
    default void reviewersAreToldOfByNearestRank() {
        for (int n = 1; n <= 10; n++) {
            decide("r" + n, "ada", T0.plusSeconds(n), n <= 6 ? Verdict.APPROVED : Verdict.REJECTED);
        }
        for (int n = 1; n <= 3; n++) {
            store().looked(new HoldId("r" + n + ".a.1"), "ada", T0);
        }
        decide("r11", "bob", T0.plusSeconds(7), Verdict.ANSWERED);
        assertEquals(
                List.of(
                        new Reviewer("ada", 10, 6, 0, 5_000, 9_000, 2_000L, 2),
                        new Reviewer("bob", 1, 0, 1, 7_000, 7_000, null, 0)),
                store().reviewers(DecidedQuery.all(null, 10)));
        assertEquals(
                List.of(new Reviewer("ada", 4, 0, 0, 8_000, 10_000, null, 0)),
                store().reviewers(of(null, Verdict.REJECTED, null, null, null)));
    }

    @Test
    default void anEditOfAnEarlierCommitIsRemembered() {
        StoredRuns run = new StoredRuns("r1");
        Hold hold = run.hold("a", null);
        done(store().append(run.start().holds(hold).commit()));
        Event edit = new Event.HoldEdited(
                T0, hold.id(), Map.of("amount", 5L), Map.of(), Map.of(), null, "other", "ada", null, null);
        done(store().append(run.step(edit).holds(hold).commit()));
        done(store().append(run.step(run.entered("b", 2)).holds(hold).commit()));
        DecidedHold decided = decided(run, hold, "bob", T0.plusSeconds(1), Verdict.APPROVED);
        done(store().append(run.step(run.entered("b", 3)).decided(decided).commit()));
        assertEquals(List.of(decided.andEdited()), listed(DecidedQuery.all(null, 10)));
    }

    @Test
    default void aPurgedRunsDecisionsAreWhatItsPurgedLogGives() {
        StoredRuns run = new StoredRuns("r1");
        Hold hold = run.hold("a", T0.plusSeconds(9));
        done(store().append(
                run.start().holds(hold).commit()));
        done(store().append(run.step(new Event.HoldOpened(T0, hold)).holds(hold).commit()));
        Event rejected = new Event.HoldRejected(T0.plusSeconds(2), hold.id(), "ada", "console", true, "no");
        DecidedHold before = Verdicts.of(run.folded(), List.of(rejected)).getFirst();
        done(store().append(run.step(rejected).decided(before).commit()));
        done(store().append(run.end().commit()));
        assertEquals(List.of(before), listed(of(null, null, null, null, null, "what")));
        store().looked(hold.id(), "ada", T0.plusSeconds(1));

        List<Event> purged = Purging.log(run.log());
        assertTrue(store().purge(new RunId("r1"), purged, T0.plus(Duration.ofDays(91))));
        DecidedHold left = Verdicts.of(purged).getFirst();
        assertTrue(left.title().startsWith("$purged:"), left.title());
        assertEquals("no", left.note());
        assertEquals(List.of(new Past(left, 1000L)), store().decided(DecidedQuery.all(null, 10)));
        assertEquals(List.of(), listed(of(null, null, null, null, null, "what")));
    }
}
