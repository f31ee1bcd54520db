package dev.signalbox.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.id.RunId;
import dev.signalbox.runtime.port.Appended;
import dev.signalbox.runtime.port.Claim;
import dev.signalbox.runtime.port.DayLedger;
import dev.signalbox.runtime.port.DayLedger.Amount;
import dev.signalbox.runtime.port.DayLedger.Bound;
import dev.signalbox.runtime.port.DayLedger.Reservation;
import dev.signalbox.runtime.port.EffectId;
import dev.signalbox.runtime.port.Hints;
import dev.signalbox.runtime.port.Notice;
import dev.signalbox.runtime.port.NoticeId;
import dev.signalbox.runtime.port.NoticeLedger;
import dev.signalbox.runtime.port.PendingEffect;
import dev.signalbox.runtime.port.RunStore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a store promises that several engines use at a time, beside {@link RunStoreContract}. */
@SuppressWarnings("NullAway.Init")
public abstract class SharedStoreContract {
    private static final Instant T0 = StoredRuns.T0;
    private RunStore one;
    private RunStore other;

    /** Opens the same store once more, beside those that are open. */
    protected abstract RunStore open() throws Exception;

    /** Lets so much time pass that every lease which was not renewed is over. */
    protected abstract void letLeasesPass() throws Exception;

    @BeforeEach
    void openBoth() throws Exception {
        one = open();
        other = open();
    }

    @AfterEach
    void closeBoth() {
        one.close();
        other.close();
    }

    private static void done(Appended appended) {
        assertInstanceOf(Appended.Done.class, appended);
    }

    @Test
    void bothSayThatTheyShare() {
        assertTrue(one.shared());
        assertTrue(other.shared());
    }

    @Test
    void ofTwoThatAppendToOneRunOnlyOneIsHeard() {
        StoredRuns run = new StoredRuns("r1");
        done(one.append(run.start().commit()));
        StoredRuns.Draft step = run.step(run.entered("b", 1));
        done(other.append(step.commit()));
        assertEquals(new Appended.Behind(run.row().seq()), one.append(step.commit()));
    }

    @Test
    void whatAnEngineThatSaysNothingHadIsTakenWhenItsLeaseIsOver() throws Exception {
        StoredRuns run = new StoredRuns("r1");
        Effect call = run.call("a", 1);
        done(one.append(run.start().effects(call).commit()));
        assertEquals(List.of(), other.claim(10));
        letLeasesPass();
        other.renew();
        assertEquals(List.of(new PendingEffect(call, false, 2)), other.claim(10));
        assertEquals(List.of(), one.renew());
        assertEquals(List.of(), one.claim(10));
        assertEquals(
                new Appended.Stale(2),
                one.append(run.step(run.entered("b", 1))
                        .under(Claim.first(EffectId.of(call)))
                        .settled(call)
                        .commit()));
        assertEquals(1, other.renew().size());
    }

    @Test
    void whoeverRenewsInTimeKeepsWhatItHas() throws Exception {
        StoredRuns run = new StoredRuns("r1");
        Effect call = run.call("a", 1);
        done(one.append(run.start().effects(call).commit()));
        letLeasesPass();
        assertEquals(List.of(Claim.first(EffectId.of(call))), one.renew());
        other.renew();
        assertEquals(List.of(), other.claim(10));
    }

    @Test
    void whatAnEngineHadIsFreeAtOnceWhenItCloses() {
        StoredRuns run = new StoredRuns("r1");
        Effect call = run.call("a", 1);
        done(one.append(run.start().effects(call).commit()));
        one.close();
        assertEquals(List.of(new PendingEffect(call, false, 2)), other.claim(10));
    }

    @Test
    void manyWhoClaimAtOnceAreGivenEachEffectOnce() throws Exception {
        int runs = 40;
        int each = 5;
        for (int i = 0; i < runs; i++) {
            StoredRuns run = new StoredRuns("r" + i);
            Effect[] calls = new Effect[each];
            for (int n = 0; n < each; n++) {
                calls[n] = run.call("s" + n, 1);
            }
            done(one.append(run.start().effects(calls).free().commit()));
        }
        List<EffectId> given = new ArrayList<>();
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<EffectId>>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                RunStore from = i % 2 == 0 ? one : other;
                all.add(pool.submit(() -> claimAll(from)));
            }
            for (Future<List<EffectId>> some : all) {
                given.addAll(some.get());
            }
        }
        assertEquals(runs * each, given.size());
        assertEquals(runs * each, new HashSet<>(given).size());
        assertEquals(runs * each, one.renew().size() + other.renew().size());
    }

    @Test
    void whateverManyCallSideBySideADayNeverGoesOverItsLimit() throws Exception {
        LocalDate day = LocalDate.parse("2026-11-27");
        Amount most = Amount.limit(60L, 5_000L, 0.4);
        Amount desk = Amount.limit(45L, null, null);
        List<Bound> bounds = List.of(new Bound("desk", desk), new Bound(DayLedger.ALL, most));
        AtomicLong made = new AtomicLong();
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 160; i++) {
                RunStore from = i % 2 == 0 ? one : other;
                Reservation call = new Reservation(
                        "c" + i, day, Amount.used(1, 100, 0.01), i % 3 == 0 ? bounds.subList(1, 2) : bounds);
                int used = i % 100;
                boolean lost = i % 10 == 0;
                all.add(pool.submit(() -> {
                    if (from.reserve(call) instanceof DayLedger.Answer.Full) {
                        return;
                    }
                    made.incrementAndGet();
                    for (DayLedger.Use use : from.usedOn(day)) {
                        Amount its = use.scope().equals("desk") ? desk : most;
                        assertTrue(use.used().within(its), use::toString);
                    }
                    if (!lost) {
                        from.spent(call.id(), Amount.used(1, used, 0.0001 * used));
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        Amount used = one.usedOn(day).get(0).used();
        assertTrue(used.within(most), used::toString);
        assertTrue(made.get() < 160 && made.get() >= 40, made + " were made");
        assertEquals(one.usedOn(day), other.usedOn(day));
    }

    private static List<EffectId> claimAll(RunStore from) {
        List<EffectId> all = new ArrayList<>();
        for (List<PendingEffect> some = from.claim(3); !some.isEmpty(); some = from.claim(3)) {
            some.forEach(pending -> {
                assertEquals(2, pending.number());
                all.add(EffectId.of(pending.effect()));
            });
        }
        return all;
    }

    @Test
    void manyWhoSendAtOnceAreGivenEachNoticeOnce() throws Exception {
        int count = 120;
        List<Notice> notices = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            notices.add(new Notice(
                    new NoticeId("n" + i), new RunId("r1"), null, Notice.Kind.STUCK, "ops", "ops", List.of(), T0));
        }
        done(one.append(new StoredRuns("r1").start().commit().withNotices(notices)));
        List<NoticeId> given = new ArrayList<>();
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<NoticeId>>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                RunStore from = i % 2 == 0 ? one : other;
                all.add(pool.submit(() -> claimAllNotices(from)));
            }
            for (Future<List<NoticeId>> some : all) {
                given.addAll(some.get());
            }
        }
        assertEquals(count, new HashSet<>(given).size());
        assertEquals(count, given.size());
    }

    /** One answer may be empty because another engine has just those rows in hand: there may be more behind them. */
    private static List<NoticeId> claimAllNotices(RunStore from) {
        List<NoticeId> all = new ArrayList<>();
        Instant now = T0.plusSeconds(1);
        while (true) {
            List<NoticeLedger.Claimed> some = from.claimNotices(now, now.plusSeconds(60), Set.of(), 3);
            some.forEach(claimed -> all.add(claimed.notice().id()));
            Instant next = from.nextNotice(Set.of());
            if (some.isEmpty() && (next == null || next.isAfter(now))) {
                return all;
            }
        }
    }

    @Test
    void aRunThatIsDueIsGivenToOneEngineUntilItMoves() {
        StoredRuns run = new StoredRuns("r1");
        done(one.append(run.start().wakeAt(T0.plusSeconds(5)).commit()));
        RunStore.Wakening due = new RunStore.Wakening(T0.plusSeconds(5), new RunId("r1"));
        assertEquals(due, other.nextWake(null));
        assertEquals(List.of(due), one.due(T0.plusSeconds(9), null, 10));
        assertEquals(List.of(), other.due(T0.plusSeconds(9), null, 10));
        assertNull(other.nextWake(null));
        done(one.append(run.step(run.entered("b", 1)).wakeAt(T0.plusSeconds(7)).commit()));
        RunStore.Wakening again = new RunStore.Wakening(T0.plusSeconds(7), new RunId("r1"));
        assertEquals(again, other.nextWake(null));
        assertEquals(List.of(again), other.due(T0.plusSeconds(9), null, 10));
    }

    @Test
    void whatOthersChangeIsHintedAt() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (RunStore.Hearing hearing = one.hints(new Hints() {
            @Override
            public void changed(RunId run) {
                heard.add(run.value());
            }

            @Override
            public void muchChanged() {
                heard.add("much");
            }
        })) {
            Set<String> expected = new HashSet<>();
            for (int i = 0; i < 20; i++) {
                done(one.append(new StoredRuns("own" + i).start().commit()));
                done(other.append(new StoredRuns("r" + i).start().commit()));
                expected.add("r" + i);
            }
            while (!expected.isEmpty()) {
                String run = heard.poll(30, TimeUnit.SECONDS);
                assertTrue(run != null, () -> "never heard of " + expected);
                assertTrue(run.startsWith("r") || run.equals("much"), run);
                expected.remove(run);
            }
            assertTrue(hearing != null);
        }
    }
}
