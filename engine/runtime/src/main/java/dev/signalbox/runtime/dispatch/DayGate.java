package dev.signalbox.runtime.dispatch;

import dev.signalbox.core.command.Charge;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.run.LostReply;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.Step;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.model.DayLimits;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.runtime.port.Claim;
import dev.signalbox.runtime.port.Clock;
import dev.signalbox.runtime.port.DayLedger;
import dev.signalbox.runtime.port.DayLedger.Amount;
import dev.signalbox.runtime.port.DayLedger.Answer;
import dev.signalbox.runtime.port.DayLedger.Bound;
import dev.signalbox.runtime.port.DayLedger.Reservation;
import dev.signalbox.runtime.port.ModelPort;
import dev.signalbox.runtime.port.RunStore;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model call passes before it leaves: the limits of a day, its flow's as the run pinned them and the workspace's as they
 * are now. What the run has set aside for the call is set aside of the day too, in one step among all engines of the store, and is
 * settled with the reply; a reply that is lost, by a crash too, leaves it charged. Without such limits the store is not asked.
 */
final class DayGate {
    private final Dispatcher dispatcher;
    private final RunStore store;
    private final FlowSource flows;
    private final ModelPort models;
    private final Clock clock;

    private record Scope(String who, Place place, Bound bound) {
        static Scope of(String name, String who, DayLimits limits) {
            Amount most = Amount.limit(limits.llmCalls(), limits.tokens(), limits.costUsd());
            return new Scope(who, limits.place(), new Bound(name, most));
        }
    }

    DayGate(Dispatcher dispatcher, Ports ports) {
        this.dispatcher = dispatcher;
        store = ports.store();
        flows = ports.flows();
        models = ports.models();
        clock = ports.clock();
    }

    /** Asks the model, if the day has room. Interrupted, what was set aside stays charged. */
    ModelOutcome ask(Effect.ModelCall call, Claim claim, FlowSource.Pinned pinned) throws InterruptedException {
        List<Scope> scopes = scopes(pinned.flow().flow());
        if (scopes.isEmpty()) {
            return models.ask(call, pinned.flow().models());
        }
        Step.Doing.Question question = question(call);
        if (question == null) {
            return new ModelOutcome.Failed("abandoned", "The run waits for it no more.", null);
        }
        Reservation wanted = new Reservation(
                call.step() + "#" + call.attempt() + "#" + claim.number(),
                LocalDate.ofInstant(clock.now(), ZoneOffset.UTC),
                Amount.used(1, question.reservedTokens(), question.reservedUsd()),
                scopes.stream().map(Scope::bound).toList());
        if (dispatcher.guarded(() -> store.reserve(wanted)) instanceof Answer.Full full) {
            return noRoom(scopes, wanted, full);
        }
        ModelOutcome outcome = models.ask(call, pinned.flow().models());
        dispatcher.guarded(() -> store.spent(wanted.id(), used(outcome, wanted.amount())));
        return outcome;
    }

    /** The one to be named first when both are full in front. */
    private List<Scope> scopes(Flow flow) {
        List<Scope> scopes = new ArrayList<>();
        DayLimits own = flow.day();
        if (own != null) {
            scopes.add(Scope.of(flow.name().value(), "the flow " + flow.name(), own));
        }
        DayLimits all = flows.day();
        if (all != null) {
            scopes.add(Scope.of(DayLedger.ALL, "the workspace", all));
        }
        return scopes;
    }

    /** What the run has set aside for the call; null when it does not wait for it any more. */
    private Step.Doing.@Nullable Question question(Effect.ModelCall call) {
        Run run = dispatcher.run(call.step().run());
        Step step = run == null || !run.open() ? null : run.step(call.step());
        return step != null
                        && step.phase() == Step.Phase.CALLING
                        && step.attempt() == call.attempt()
                        && step.doing() instanceof Step.Doing.Question question
                ? question
                : null;
    }

    private static Amount used(ModelOutcome outcome, Amount reserved) {
        return switch (outcome) {
            case ModelOutcome.Replied replied ->
                used(replied.inputTokens(), replied.outputTokens(), replied.costUsd(), reserved);
            case ModelOutcome.Failed failed -> {
                Charge charged = failed.charged();
                if (charged != null) {
                    yield used(charged.inputTokens(), charged.outputTokens(), charged.costUsd(), reserved);
                }
                yield LostReply.is(failed.kind()) ? reserved : Amount.NONE;
            }
            case ModelOutcome.NoRoom full -> Amount.NONE;
            case ModelOutcome.NeedsPerson person -> Amount.NONE;
        };
    }

    /** A figure that cannot be is no news of what the call took: what was set aside for it counts. */
    private static Amount used(long input, long output, double usd, Amount reserved) {
        boolean possible = input >= 0 && output >= 0 && Double.isFinite(usd) && usd >= 0;
        return possible ? Amount.used(1, input + output, usd) : reserved;
    }

    private static ModelOutcome noRoom(List<Scope> scopes, Reservation wanted, Answer.Full full) {
        Scope scope = scopes.stream()
                .filter(one -> one.bound().equals(full.bound()))
                .findFirst()
                .orElseThrow();
        Amount most = full.bound().most();
        Amount used = full.used();
        Amount more = wanted.amount();
        Amount then = used.plus(more);
        String day = wanted.day() + " ";
        if (then.calls() > most.calls()) {
            String calls = most.calls() == 1 ? " model call" : " model calls";
            return noRoom("llm_calls", scope, wanted, most.calls() + calls, day + used.calls(), more.calls());
        }
        if (then.tokens() > most.tokens()) {
            return noRoom("tokens", scope, wanted, most.tokens() + " tokens", day + used.tokens(), more.tokens());
        }
        return noRoom("cost_usd", scope, wanted, usd(most) + " USD", day + usd(used), usd(more));
    }

    private static ModelOutcome noRoom(
            String limit, Scope scope, Reservation wanted, String most, String used, Object more) {
        Span span = scope.place().span();
        return new ModelOutcome.NoRoom(
                "day." + limit,
                scope.who() + " may use " + most + " a day; on " + used
                        + " are used or set aside, and one more call may take " + more + ". The day ends at "
                        + wanted.day().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant() + " (" + span.file() + ":"
                        + span.line() + ").");
    }

    private static String usd(Amount amount) {
        return BigDecimal.valueOf(amount.usd()).stripTrailingZeros().toPlainString();
    }
}
