package dev.signalbox.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import dev.signalbox.runtime.port.Notice;
import dev.signalbox.runtime.port.NoticeId;
import dev.signalbox.runtime.port.NoticeLedger.ChannelState;
import dev.signalbox.runtime.port.NoticeLedger.Claimed;
import dev.signalbox.runtime.port.NoticeLedger.Outcome;
import dev.signalbox.runtime.port.NoticeLedger.State;
import dev.signalbox.runtime.port.NoticeLedger.Told;
import dev.signalbox.runtime.retention.Purging;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store promises of notices: kept with their commit, given to one engine at a time, done once. */
interface NoticeContract extends OpenedStore {
    HoldId HOLD = new HoldId("r1.a.1");
    Instant UNTIL = T0.plusSeconds(120);

    private static Notice notice(String id, String channel) {
        return new Notice(
                new NoticeId(id),
                new RunId("r1"),
                HOLD,
                Notice.Kind.OPENED,
                channel,
                "sam@shop.example",
                List.of("sam", "leads"),
                T0);
    }

    private StoredRuns kept(Notice... notices) {
        StoredRuns run = new StoredRuns("r1");
        done(store().append(run.start().commit().withNotices(List.of(notices))));
        return run;
    }

    private List<Claimed> claim(Instant now) {
        return store().claimNotices(now, now.plusSeconds(120), Set.of(), 10);
    }

    private Claimed claimOne(Instant now) {
        List<Claimed> claimed = claim(now);
        assertEquals(1, claimed.size());
        return claimed.get(0);
    }

    @Test
    default void aNoticeIsThereWithItsCommitAndAfterARestart() {
        kept(notice("n1", "mail"), notice("n2", "room"));
        reopen();
        assertEquals(T0, store().nextNotice(Set.of()));
        assertEquals(
                List.of(new Claimed(notice("n1", "mail"), 0, 1), new Claimed(notice("n2", "room"), 0, 1)), claim(T0));
        assertEquals(
                List.of(
                        new Told(notice("n1", "mail"), State.WAITING, null, null),
                        new Told(notice("n2", "room"), State.WAITING, null, null)),
                store().notices(HOLD, 10));
        assertEquals(List.of(), store().notices(new HoldId("r2.a.1"), 10));
    }

    @Test
    default void aCommitThatIsRefusedBringsNone() {
        StoredRuns run = kept();
        StoredRuns.Draft step = run.step(run.entered("b", 1));
        done(store().append(step.commit()));
        store().append(step.commit().withNotices(List.of(notice("n1", "mail"))));
        assertNull(store().nextNotice(Set.of()));
    }

    @Test
    default void aNoticeIsWithOneUntilItsTimeIsUpAndWhatThatOneSaysLateCountsNoMore() {
        kept(notice("n1", "mail"));
        Claimed first = claimOne(T0);
        assertEquals(List.of(), claim(T0.plusSeconds(119)));
        assertEquals(UNTIL, store().nextNotice(Set.of()));
        Claimed second = claimOne(UNTIL);
        assertEquals(2, second.number());
        assertFalse(store().noticeTold(first, new Outcome.Sent(UNTIL)));
        assertTrue(store().noticeTold(second, new Outcome.Sent(UNTIL)));
        assertFalse(store().noticeTold(second, new Outcome.Sent(UNTIL)), "a second time");
        assertNull(store().nextNotice(Set.of()));
        assertEquals(List.of(), claim(UNTIL.plusSeconds(999)));
        assertEquals(List.of(new Told(notice("n1", "mail"), State.SENT, UNTIL, null)), store().notices(HOLD, 10));
    }

    @Test
    default void oneThatDidNotGoComesAgainInItsTimeAndSaysWhy() {
        kept(notice("n1", "mail"));
        Instant later = T0.plusSeconds(10);
        assertTrue(store().noticeTold(claimOne(T0), new Outcome.Later(T0, later, "no answer")));
        reopen();
        assertEquals(
                List.of(new Told(notice("n1", "mail"), State.WAITING, T0, "no answer")), store().notices(HOLD, 10));
        assertEquals(List.of(), claim(later.minusMillis(1)));
        Claimed again = claimOne(later);
        assertEquals(1, again.tries());
        assertTrue(store().noticeTold(again, new Outcome.Failed(later, "still none")));
        assertEquals(
                List.of(new Told(notice("n1", "mail"), State.FAILED, later, "still none")), store().notices(HOLD, 10));
        assertNull(store().nextNotice(Set.of()));
    }

    @Test
    default void aChannelWithoutRoomKeepsNoOtherBack() {
        kept(notice("n1", "mail"), notice("n2", "room"));
        List<Claimed> claimed = store().claimNotices(T0, UNTIL, Set.of("mail", "else"), 10);
        assertEquals(List.of(new Claimed(notice("n2", "room"), 0, 1)), claimed);
        assertNull(store().nextNotice(Set.of("mail", "room")));
        assertEquals(T0, store().nextNotice(Set.of("room")));
        assertEquals(List.of(), store().claimNotices(T0, UNTIL, Set.of("mail"), 10));
    }

    @Test
    default void howItStandsWithEachChannelIsKnown() {
        kept(notice("n1", "mail"), notice("n2", "mail"), notice("n3", "room"));
        List<Claimed> claimed = claim(T0);
        store().noticeTold(claimed.get(0), new Outcome.Later(T0, UNTIL, "no answer"));
        store().noticeTold(claimed.get(1), new Outcome.Sent(T0.plusSeconds(1)));
        store().noticeTold(claimed.get(2), new Outcome.Dropped(T0));
        assertEquals(
                Map.of(
                        "mail", new ChannelState(1, T0.plusSeconds(1), T0, "no answer"),
                        "room", new ChannelState(0, null, null, null)),
                store().channelStates());
    }

    @Test
    default void theSameNoticeTwiceIsOne() {
        StoredRuns run = kept(notice("n1", "mail"));
        assertTrue(store().noticeTold(claimOne(T0), new Outcome.Sent(T0)));
        done(store().append(run.step(run.entered("b", 1)).commit().withNotices(List.of(notice("n1", "mail")))));
        assertNull(store().nextNotice(Set.of()));
    }

    @Test
    default void thoseThatAreDoneAreForgottenInTimeAndOthersNot() {
        kept(notice("n1", "mail"), notice("n2", "mail"));
        assertTrue(store().noticeTold(claim(T0).get(0), new Outcome.Sent(T0)));
        assertEquals(0, store().forgetNotices(T0.minusMillis(1)));
        assertEquals(1, store().forgetNotices(T0));
        assertEquals(List.of(new Told(notice("n2", "mail"), State.WAITING, null, null)), store().notices(HOLD, 10));
    }

    @Test
    default void aPurgedRunHasNone() {
        StoredRuns run = kept(notice("n1", "mail"));
        done(store().append(run.end().commit()));
        assertTrue(store().purge(new RunId("r1"), Purging.log(run.log()), UNTIL));
        assertEquals(List.of(), store().notices(HOLD, 10));
        assertNull(store().nextNotice(Set.of()));
    }

    @Test
    default void theKeyOfTheLinksIsTheFirstOne() {
        byte[] key = store().noticeKey(new byte[] {1, 2, 3});
        assertArrayEquals(new byte[] {1, 2, 3}, key);
        reopen();
        assertArrayEquals(key, store().noticeKey(new byte[] {4, 5, 6}));
    }
}
