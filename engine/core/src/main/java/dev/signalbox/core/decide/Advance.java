package dev.signalbox.core.decide;

import dev.signalbox.core.decide.verb.EndState;
import dev.signalbox.core.decide.verb.SetState;
import dev.signalbox.core.decide.verb.States;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.run.Ending;
import dev.signalbox.core.run.Failure;
import dev.signalbox.dsl.expr.Scope;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Next;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.verb.EndVerb;
import dev.signalbox.dsl.model.verb.SetVerb;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes a run on, state after state, as far as it can go without the outside. */
final class Advance {
    private Advance() {}

    static void run(Turn turn) {
        while (turn.run().open()) {
            if (turn.run().ending() instanceof Ending.Closing closing && !closing.cleaning()) {
                if (!Closings.advance(turn, closing)) {
                    return;
                }
                continue;
            }
            switch (States.advance(turn)) {
                case Progress.Waiting still -> {
                    return;
                }
                case Progress.Dropped dropped -> {
                    return;
                }
                case Progress.Succeeded done -> complete(turn, done.result());
                case Progress.Failed failed -> {
                    // A fetch that failed may have left others under way.
                    Withdrawal.releaseAll(turn);
                    Outcomes.take(turn, turn.state(), failed.failure());
                }
            }
        }
    }

    private static void complete(Turn turn, Object result) {
        State state = turn.state();
        try {
            if (state.verb() instanceof EndVerb end) {
                EndState.end(turn, end);
                return;
            }
            write(turn, state, result);
            Entering.enter(turn, next(turn, state));
        } catch (ValueFailure e) {
            Outcomes.take(turn, state, Failure.value(e.words()));
        }
    }

    private static void write(Turn turn, State state, Object result) throws ValueFailure {
        if (state.verb() instanceof SetVerb set) {
            SetState.assign(turn, set);
            return;
        }
        int visit = turn.activation().visit();
        Map<DataName, Object> saved = Saves.saved(turn, result);
        Map<DataName, Object> also = Saves.set(turn, saved);
        turn.emit(new Event.StateCompleted(turn.now(), state.name(), visit, saved, also, States.origin(state.verb())));
    }

    private static StateName next(Turn turn, State state) throws ValueFailure {
        Next next = state.next();
        Scope scope = Plans.scope(turn);
        return switch (next) {
            case null -> throw new ValueFailure("the state " + state.name() + " has no next");
            case Next.Always always -> always.to().state();
            case Next.Branches branches -> branch(turn, branches.branches(), scope);
            case Next.Match match -> match(turn, match, scope);
        };
    }

    private static StateName branch(Turn turn, List<Next.Branch> branches, Scope scope) throws ValueFailure {
        for (Next.Branch branch : branches) {
            @Nullable Expr when = branch.when();
            if (when == null || Values.test(turn.checked(), when, scope)) {
                return branch.to().state();
            }
        }
        throw new ValueFailure("no branch of next holds");
    }

    private static StateName match(Turn turn, Next.Match match, Scope scope) throws ValueFailure {
        Object value = Values.eval(turn.checked(), match.match(), scope);
        // A union is matched by its discriminator.
        Object chosen =
                value instanceof Map<?, ?> union && union.get("choice") instanceof String choice ? choice : value;
        for (Next.Case each : match.cases()) {
            if (each.value().equals(chosen)) {
                return each.to().state();
            }
        }
        Next.Target otherwise = match.otherwise();
        if (otherwise == null) {
            throw new ValueFailure("no case for " + chosen);
        }
        return otherwise.state();
    }
}
