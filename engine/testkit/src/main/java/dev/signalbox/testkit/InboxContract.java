package dev.signalbox.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Urgency;
import dev.signalbox.runtime.port.HoldLedger.Asker;
import dev.signalbox.runtime.port.HoldLedger.ClaimAnswer;
import dev.signalbox.runtime.port.HoldLedger.Claims;
import dev.signalbox.runtime.port.HoldLedger.HoldClaim;
import dev.signalbox.runtime.port.HoldLedger.HoldCursor;
import dev.signalbox.runtime.port.HoldLedger.HoldQuery;
import dev.signalbox.runtime.port.HoldLedger.OpenHold;
import dev.signalbox.runtime.port.HoldLedger.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store promises of the inbox: its orders, its filters, and that one of two gets a claim. */
interface InboxContract extends OpenedStore {
    Duration LEASE = Duration.ofMinutes(15);

    /** A hold that is like another but for these. */
    private static Hold like(Hold hold, String title, Urgency urgency, boolean notRequester, String... voters) {
        return new Hold(
                hold.id(),
                hold.step(),
                hold.purpose(),
                title,
                hold.action(),
                hold.args(),
                hold.target(),
                hold.hash(),
                hold.show(),
                hold.edit(),
                hold.form(),
                hold.choices(),
                hold.by(),
                hold.count(),
                notRequester,
                hold.noteRequired(),
                urgency,
                hold.openedAt(),
                hold.due(),
                hold.remindAt(),
                hold.escalateAt(),
                hold.escalateBy(),
                List.of(voters).stream()
                        .map(voter -> new Hold.Vote(voter, null, T0))
                        .toList(),
                hold.question());
    }

    private HoldId open(StoredRuns run, Hold hold) {
        done(store().append(run.start().holds(hold).commit()));
        return hold.id();
    }

    private List<HoldId> listed(HoldQuery query) {
        List<HoldId> ids =
                store().holds(query).stream().map(open -> open.hold().id()).toList();
        assertEquals(ids.size(), store().countHolds(query, 100), "counted");
        return ids;
    }

    /** Everybody's, but for what is said. */
    private static HoldQuery query(
            @Nullable Asker mine,
            @Nullable String may,
            @Nullable Urgency urgency,
            @Nullable Claims claims,
            String... words) {
        return new HoldQuery(
                null, null, null, null, mine, may, urgency, claims, List.of(words), Order.DUE, null, 100);
    }

    private List<HoldId> paged(Order order, @Nullable Set<String> by) {
        List<HoldId> all = new ArrayList<>();
        HoldCursor after = null;
        while (true) {
            List<OpenHold> page = store().holds(
                    new HoldQuery(null, null, null, by, null, null, null, null, List.of(), order, after, 2));
            if (page.isEmpty()) {
                return all;
            }
            page.forEach(open -> all.add(open.hold().id()));
            after = order.at(page.getLast());
        }
    }

    @Test
    default void eachOrderOfTheInboxIsWalkedPageByPage() {
        StoredRuns cheap = new StoredRuns("r1").at(T0.plusSeconds(9)).costing(0.001);
        HoldId low = open(cheap, like(cheap.hold("a", T0.plusSeconds(90), "lead"), "One", Urgency.LOW, false));
        StoredRuns dear = new StoredRuns("r2").at(T0.plusSeconds(5)).costing(12.5);
        HoldId high = open(dear, like(dear.hold("a", null, "lead", "ada"), "Two", Urgency.HIGH, false));
        StoredRuns free = new StoredRuns("r3").costing(0);
        HoldId soon = open(free, like(free.hold("a", T0.plusSeconds(60)), "Three", Urgency.LOW, false));
        StoredRuns same = new StoredRuns("r4").costing(0);
        HoldId twin = open(same, like(same.hold("a", T0.plusSeconds(60), "ada"), "Four", Urgency.HIGH, false));
        reopen();

        assertEquals(List.of(soon, twin, low, high), paged(Order.DUE, null));
        assertEquals(List.of(low, high, twin, soon), paged(Order.OPENED, null));
        assertEquals(List.of(twin, high, soon, low), paged(Order.URGENCY, null));
        assertEquals(List.of(high, low, twin, soon), paged(Order.COST, null));
        assertEquals(List.of(soon, twin, high), paged(Order.DUE, Set.of("ada")));
        assertEquals(List.of(twin, high, soon), paged(Order.URGENCY, Set.of("ada")));
        assertEquals(List.of(high, low, soon), paged(Order.COST, Set.of("lead")));
        assertEquals(3, store().countHolds(query(null, null, null, null), 3));
    }

    @Test
    default void theInboxIsSearchedByTitleKeyAndRequester() {
        StoredRuns first = new StoredRuns("r1").key("ORDER-7_1");
        HoldId refund = open(first, like(first.hold("a", null), "Refund 100% of Älse?", Urgency.HIGH, false));
        StoredRuns second = new StoredRuns("r2").requester("grace").key("ORDER-731");
        HoldId other = open(second, like(second.hold("b", null), "Refund 100 of it?", Urgency.LOW, false));

        assertEquals(List.of(refund, other), listed(query(null, null, null, null, "refund", "100")));
        assertEquals(List.of(refund), listed(query(null, null, null, null, "100%")));
        assertEquals(List.of(refund), listed(query(null, null, null, null, "7_1")));
        assertEquals(List.of(refund), listed(query(null, null, null, null, "älse")));
        assertEquals(List.of(other), listed(query(null, null, null, null, "grace")));
        assertEquals(List.of(), listed(query(null, null, null, null, "refund", "nobody")));
        assertEquals(List.of(other), listed(query(null, null, Urgency.LOW, null)));
        assertEquals(
                List.of(other),
                listed(new HoldQuery(
                        null, null, new StateName("b"), null, null, null, null, null, List.of(), Order.COST, null, 9)));
    }

    @Test
    default void whatOnesRequestIsOrOneHasApprovedIsNotOnesToDecide() {
        StoredRuns own = new StoredRuns("r1").requester("ada");
        HoldId fourEyes = open(own, like(own.hold("a", null, "ada"), "One", Urgency.LOW, true));
        StoredRuns voted = new StoredRuns("r2");
        HoldId half = open(voted, like(voted.hold("a", null, "ada"), "Two", Urgency.LOW, false, "bob", "ada"));
        StoredRuns free = new StoredRuns("r3").requester("ada");
        HoldId hers = open(free, like(free.hold("a", null, "ada"), "Three", Urgency.LOW, false, "ada-lovelace"));

        assertEquals(List.of(hers), listed(query(null, "ada", null, null)));
        assertEquals(List.of(fourEyes, hers), listed(query(null, "bob", null, null)));
        assertEquals(List.of(fourEyes, half, hers), listed(query(null, null, null, null)));
        // A later vote, in a commit of its own.
        done(store().append(free.step(free.entered("b", 2))
                .holds(like(free.hold("a", null, "ada"), "Three", Urgency.LOW, false, "ada"))
                .commit()));
        assertEquals(List.of(), listed(query(null, "ada", null, null)));
    }

    @Test
    default void mineIsWhatNamesMeAndWhatIHaveClaimed() {
        StoredRuns named = new StoredRuns("r1");
        HoldId byName = open(named, named.hold("a", T0.plusSeconds(9), "ada"));
        StoredRuns group = new StoredRuns("r2");
        HoldId ofGroup = open(group, group.hold("a", T0.plusSeconds(3), "lead"));
        StoredRuns anyone = new StoredRuns("r3");
        open(anyone, anyone.hold("a", null));
        Asker ada = new Asker("ada", T0);

        assertEquals(List.of(byName), listed(query(ada, "ada", null, null)));
        store().claim(ofGroup, "ada", T0, T0.plus(LEASE), false);
        reopen();
        assertEquals(List.of(ofGroup, byName), listed(query(ada, "ada", null, null)));
        assertEquals(
                List.of(ofGroup, byName),
                listed(new HoldQuery(
                        null, null, null, null, ada, "ada", null, null, List.of(), Order.OPENED, null, 100)));
        assertEquals(List.of(byName), listed(query(new Asker("ada", T0.plus(LEASE)), "ada", null, null)));
        assertEquals(List.of(ofGroup), listed(query(null, null, null, new Claims.Some(T0))));
        assertEquals(List.of(ofGroup), listed(query(null, null, null, new Claims.Of("ada", T0))));
        assertEquals(List.of(), listed(query(null, null, null, new Claims.Of("bob", T0))));
        assertEquals(2, listed(query(null, null, null, new Claims.None(T0))).size());
        assertEquals(3, listed(query(null, null, null, new Claims.None(T0.plus(LEASE)))).size());
    }

    @Test
    default void aClaimIsOnesUntilItIsGivenUpTakenOverOrOver() {
        StoredRuns run = new StoredRuns("r1");
        HoldId hold = open(run, run.hold("a", null));
        Instant until = T0.plus(LEASE);
        assertInstanceOf(ClaimAnswer.Claimed.class, store().claim(hold, "ada", T0, until, false));
        ClaimAnswer.Taken taken = assertInstanceOf(
                ClaimAnswer.Taken.class, store().claim(hold, "bob", T0, until.plusSeconds(1), false));
        assertEquals("ada", taken.by().person());
        assertEquals(until, taken.by().until());

        Instant longer = until.plusSeconds(60);
        store().claim(hold, "ada", T0.plusSeconds(60), longer, false);
        assertEquals(longer, claim(hold).until());
        store().release(hold, "bob");
        assertEquals("ada", claim(hold).person());
        assertInstanceOf(ClaimAnswer.Claimed.class, store().claim(hold, "bob", T0, until, true));
        assertInstanceOf(
                ClaimAnswer.Claimed.class, store().claim(hold, "eve", until, until.plus(LEASE), false), "over");
        store().release(hold, null);
        assertNull(openHold(hold).claim());
        assertInstanceOf(
                ClaimAnswer.NoSuchHold.class, store().claim(new HoldId("r1.b.1"), "ada", T0, until, false));
    }

    @Test
    default void aClaimEndsWithItsHold() {
        StoredRuns run = new StoredRuns("r1");
        HoldId hold = open(run, run.hold("a", null));
        store().claim(hold, "ada", T0, T0.plus(LEASE), false);
        done(store().append(
                run.step(run.entered("b", 1)).closed(hold).holds(run.hold("b", null)).commit()));
        assertEquals(List.of(), listed(query(new Asker("ada", T0), null, null, null)));
        assertInstanceOf(
                ClaimAnswer.NoSuchHold.class, store().claim(hold, "bob", T0, T0.plus(LEASE), false));
    }

    @Test
    default void ofTwoWhoClaimAtOnceOneGetsIt() throws Exception {
        StoredRuns run = new StoredRuns("r1");
        HoldId hold = open(run, run.hold("a", null));
        List<String> people = List.of("ada", "bob", "eve", "sam");
        CyclicBarrier together = new CyclicBarrier(people.size());
        List<Future<ClaimAnswer>> asked = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(people.size())) {
            for (String person : people) {
                asked.add(threads.submit(() -> {
                    together.await();
                    return store().claim(hold, person, T0, T0.plus(LEASE), false);
                }));
            }
        }
        List<String> got = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            if (asked.get(i).get() instanceof ClaimAnswer.Claimed) {
                got.add(people.get(i));
            }
        }
        assertEquals(List.of(claim(hold).person()), got);
    }

    private OpenHold openHold(HoldId hold) {
        OpenHold open = store().hold(hold);
        assertNotNull(open, hold.value());
        return open;
    }

    private HoldClaim claim(HoldId hold) {
        HoldClaim claim = openHold(hold).claim();
        assertNotNull(claim, "nobody has claimed it");
        return claim;
    }
}
