package dev.signalbox.runtime.hold;

import dev.signalbox.core.command.Actor;
import dev.signalbox.core.hold.Deciders;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.dispatch.Changes;
import dev.signalbox.runtime.port.Clock;
import dev.signalbox.runtime.port.HoldLedger.ClaimAnswer;
import dev.signalbox.runtime.port.HoldLedger.HoldClaim;
import dev.signalbox.runtime.port.HoldLedger.OpenHold;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.run.Refusals;
import dev.signalbox.runtime.run.RunReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Who is at work on a hold, for a quarter of an hour at a time. A courtesy among people: that a decision counts once, and for
 * what was seen, is the run's to hold, whoever has claimed what.
 */
final class Claiming {
    private static final Duration LEASE = Duration.ofMinutes(15);

    private final RunStore store;
    private final RunReader reader;
    private final Clock clock;
    private final Changes changes;

    Claiming(RunStore store, RunReader reader, Clock clock, Changes changes) {
        this.store = store;
        this.reader = reader;
        this.clock = clock;
        this.changes = changes;
    }

    Views.HoldView claim(String id, boolean take, Actor actor) {
        OpenHold open = open(id);
        String refusal = Deciders.refusal(open.run().startedBy(), open.hold(), actor);
        if (refusal != null) {
            throw Refusals.forbidden(refusal);
        }
        Instant now = clock.now();
        HoldClaim other = open.claim();
        if (take
                && !actor.operator()
                && other != null
                && other.aliveAt(now)
                && !other.person().equals(actor.id())) {
            throw new Problem(
                    Problem.Kind.FORBIDDEN,
                    "Only an operator takes over what " + other.person() + " has claimed until " + other.until() + ".",
                    facts(other));
        }
        return switch (store.claim(new HoldId(id), actor.id(), now, now.plus(LEASE), take && actor.operator())) {
            case ClaimAnswer.Claimed claimed -> changed(id, open);
            case ClaimAnswer.Taken taken -> throw taken(taken.by());
            case ClaimAnswer.NoSuchHold none -> throw Refusals.noHold(id);
        };
    }

    Views.HoldView release(String id, Actor actor) {
        OpenHold open = open(id);
        HoldClaim other = open.claim();
        if (other != null
                && other.aliveAt(clock.now())
                && !actor.operator()
                && !other.person().equals(actor.id())) {
            throw taken(other);
        }
        store.release(new HoldId(id), actor.operator() ? null : actor.id());
        return changed(id, open);
    }

    /** Refuses a decision while somebody else is at work on it. */
    void guard(HoldId hold, Actor actor) {
        OpenHold open = store.hold(hold);
        HoldClaim other = open == null ? null : open.claim();
        if (other != null && other.aliveAt(clock.now()) && !other.person().equals(actor.id())) {
            throw taken(other);
        }
    }

    /** One of several has approved: the next person is not to wait. */
    void voted(HoldId hold, Actor actor) {
        store.release(hold, actor.id());
    }

    private OpenHold open(String id) {
        OpenHold open = store.hold(new HoldId(RunReader.nonEmpty(id)));
        if (open == null) {
            throw Refusals.noHold(id);
        }
        return open;
    }

    private Views.HoldView changed(String id, OpenHold open) {
        changes.tell(new Views.Change(
                "hold", open.run().id().value(), open.run().status().text()));
        return reader.hold(id);
    }

    private static Problem taken(HoldClaim other) {
        return new Problem(
                Problem.Kind.CONFLICT,
                other.person() + " has claimed this until " + other.until()
                        + "; wait for them, or ask an operator to take it over.",
                facts(other));
    }

    private static Map<String, Object> facts(HoldClaim other) {
        return Map.of("claimed_by", other.person(), "until", other.until().toString());
    }
}
