package dev.signalbox.testkit.record;

import dev.signalbox.core.command.Charge;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.run.LostReply;
import dev.signalbox.dsl.model.DayLimits;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.port.DayLedger;
import dev.signalbox.runtime.port.DayLedger.Amount;
import dev.signalbox.runtime.port.DayLedger.Answer;
import dev.signalbox.runtime.port.DayLedger.Bound;
import dev.signalbox.runtime.port.DayLedger.Reservation;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a day as they are for runs: what a question may cost is set aside before it is asked and settled afterwards, in the
 * day that it really is, not in the test's.
 */
final class DayPurse {
    private final DayLedger ledger;
    private final @Nullable DayLimits all;
    private final InstantSource clock;

    /** @param all the workspace's limits; null without any */
    DayPurse(DayLedger ledger, @Nullable DayLimits all, InstantSource clock) {
        this.ledger = ledger;
        this.all = all;
        this.clock = clock;
    }

    interface Question {
        ModelOutcome ask() throws InterruptedException;
    }

    ModelOutcome ask(Effect.ModelCall call, Flow flow, Workspace.@Nullable Model model, Question question)
            throws InterruptedException {
        List<Bound> bounds = new ArrayList<>();
        add(flow.name().value(), flow.day(), bounds);
        add(DayLedger.ALL, all, bounds);
        if (bounds.isEmpty()) {
            return question.ask();
        }
        long tokens = call.reservedTokens() == null ? 0 : call.reservedTokens();
        Reservation wanted = new Reservation(
                "test --record " + UUID.randomUUID(),
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
                Amount.used(1, tokens, dearest(model) * tokens / 1_000_000),
                bounds);
        if (ledger.reserve(wanted) instanceof Answer.Full full) {
            return noRoom(wanted, full);
        }
        ModelOutcome outcome = question.ask();
        ledger.spent(wanted.id(), used(outcome, wanted.amount()));
        return outcome;
    }

    private static void add(String scope, @Nullable DayLimits limits, List<Bound> bounds) {
        if (limits != null) {
            bounds.add(new Bound(scope, Amount.limit(limits.llmCalls(), limits.tokens(), limits.costUsd())));
        }
    }

    private static double dearest(Workspace.@Nullable Model model) {
        Workspace.Price price = model == null ? null : model.price();
        return price == null ? 0 : Math.max(Math.max(price.input(), price.output()), price.cacheWrite());
    }

    private static Amount used(ModelOutcome outcome, Amount reserved) {
        return switch (outcome) {
            case ModelOutcome.Replied replied ->
                Amount.used(1, replied.inputTokens() + replied.outputTokens(), replied.costUsd());
            case ModelOutcome.Failed failed -> {
                Charge charged = failed.charged();
                if (charged != null) {
                    yield Amount.used(1, charged.inputTokens() + charged.outputTokens(), charged.costUsd());
                }
                yield LostReply.is(failed.kind()) ? reserved : Amount.NONE;
            }
            case ModelOutcome.NoRoom full -> Amount.NONE;
            case ModelOutcome.NeedsPerson person -> Amount.NONE;
        };
    }

    private static ModelOutcome noRoom(Reservation wanted, Answer.Full full) {
        Amount then = full.used().plus(wanted.amount());
        Amount most = full.bound().most();
        String limit =
                then.calls() > most.calls() ? "llm_calls" : then.tokens() > most.tokens() ? "tokens" : "cost_usd";
        String who = full.bound().scope().equals(DayLedger.ALL)
                ? "the workspace"
                : "the flow " + full.bound().scope();
        return new ModelOutcome.NoRoom(
                "day." + limit,
                "the limit `" + limit + "` that " + who + " has for a day has no room for one more call on "
                        + wanted.day() + ": " + full.used().calls() + " calls, "
                        + full.used().tokens() + " tokens, "
                        + full.used().usd() + " USD are used or set aside.");
    }
}
