package dev.signalbox.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.effect.Effect;
import dev.signalbox.runtime.port.Appended;
import dev.signalbox.runtime.port.Claim;
import dev.signalbox.runtime.port.EffectId;
import dev.signalbox.runtime.port.PendingEffect;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store promises of effects: given to one claimant at a time, and kept until they are settled. */
interface EffectContract extends OpenedStore {
    @Test
    default void effectsOfADeadOwnerAreGivenOnceAndThoseOfThisOneNever() {
        StoredRuns run = new StoredRuns("r1");
        Effect sent = run.call("a", 1);
        Effect waiting = run.call("b", 1);
        Effect settled = run.call("c", 1);
        Effect dropped = run.call("d", 1);
        Effect late = run.call("e", 1);
        done(store().append(run.start()
                .effects(sent, waiting, settled, dropped, late)
                .commit()));
        assertEquals(List.of(), store().claim(10));
        done(store().append(run.step(run.entered("b", 2))
                .sent(sent)
                .settled(settled)
                .dropped(dropped.step())
                .commit()));
        store().settle(Claim.first(EffectId.of(late)));
        reopen();
        Effect own = run.call("f", 1);
        done(store().append(run.step(run.entered("b", 3)).effects(own).commit()));
        List<PendingEffect> orphans = new ArrayList<>(store().claim(1));
        assertEquals(1, orphans.size());
        orphans.addAll(store().claim(10));
        assertEquals(
                Set.of(new PendingEffect(sent, true, 2), new PendingEffect(waiting, false, 2)), Set.copyOf(orphans));
        assertEquals(2, orphans.size());
        assertEquals(List.of(), store().claim(10));
        reopen();
        assertEquals(3, store().claim(10).size());
    }

    @Test
    default void whoeverLostAClaimChangesNothing() {
        StoredRuns run = new StoredRuns("r1");
        Effect taken = run.call("a", 1);
        done(store().append(run.start().effects(taken).commit()));
        reopen();
        Claim old = Claim.first(EffectId.of(taken));
        Claim own = store().claim(10).get(0).claim();
        assertEquals(old.effect(), own.effect());
        assertTrue(own.number() > old.number(), own::toString);
        assertEquals(List.of(own), store().renew());
        long seq = run.row().seq();
        StoredRuns.Draft result = run.step(run.entered("b", 1)).settled(taken).under(old);
        assertEquals(new Appended.Stale(own.number()), store().append(result.commit()));
        store().settle(old);
        assertEquals(seq, loaded("r1").row().seq());
        assertEquals(List.of(own), store().renew());
        done(store().append(new StoredRuns("r1")
                .pretendAt(seq)
                .step(run.entered("b", 1))
                .settled(taken)
                .under(own)
                .commit()));
        assertEquals(List.of(), store().renew());
    }

    @Test
    default void aResultOfAnEffectThatIsOverIsOnlyHeldToTheLog() {
        StoredRuns run = new StoredRuns("r1");
        Effect over = run.call("a", 1);
        done(store().append(run.start().effects(over).commit()));
        store().settle(Claim.last(EffectId.of(over)));
        done(store().append(run.step(run.entered("b", 1))
                .under(Claim.first(EffectId.of(over)))
                .commit()));
    }

    @Test
    default void aFreeEffectIsForWhoeverHasRoom() {
        StoredRuns run = new StoredRuns("r1");
        Effect free = run.call("a", 1);
        done(store().append(run.start().effects(free).free().commit()));
        assertEquals(List.of(), store().renew());
        assertEquals(List.of(new PendingEffect(free, false, 2)), store().claim(10));
        assertEquals(List.of(), store().claim(10));
    }

    @Test
    default void aCommitMaySettleAnEffectAndBringItsNextTry() {
        StoredRuns run = new StoredRuns("r1");
        Effect first = run.call("a", 1);
        done(store().append(run.start().effects(first).commit()));
        done(store().append(run.step(run.entered("a", 2))
                .dropped(first.step())
                .effects(run.call("a", 2))
                .commit()));
        reopen();
        assertEquals(List.of(new PendingEffect(run.call("a", 2), false, 2)), store().claim(10));
    }
}
