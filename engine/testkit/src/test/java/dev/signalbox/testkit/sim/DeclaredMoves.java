package dev.signalbox.testkit.sim;

import dev.signalbox.core.decide.RunScope;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.expr.EvalException;
import dev.signalbox.dsl.expr.Scope;
import dev.signalbox.dsl.model.Next;
import dev.signalbox.dsl.model.Route;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.verb.EndVerb;
import dev.signalbox.dsl.value.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every move of a run is one that its file declares: the start, the case that matches, the route of the outcome. */
final class DeclaredMoves {
    /** An outcome of a state that was not entered, for want of visits, steps or events. */
    private static final Set<String> AT_THE_DOOR = Set.of("exhausted", "limit");

    /** What a step comes to by itself, and no failure may be called. */
    private static final Set<String> OUTCOMES =
            Set.of("invalid", "overflow", "rejected", "expired", "exhausted", "limit", "unknown");

    private final RunId run;
    private final Journal.Story story;
    private final CheckedFlow flow;
    private final List<Violation> found;

    private @Nullable StateName in;
    private @Nullable StateName to;
    private boolean cancelling;
    /** What the visit has truly come to so far. */
    private final Set<String> seen = new HashSet<>();

    DeclaredMoves(RunId run, Journal.Story story, CheckedFlow flow, List<Violation> found) {
        this.run = run;
        this.story = story;
        this.flow = flow;
        this.found = found;
    }

    private void broken(String what) {
        found.add(new Violation(7, run + " of " + flow.flow().name() + ": " + what));
    }

    void check() {
        for (int i = 0; i < story.log.size(); i++) {
            Run after = story.states.get(i + 1);
            switch (story.log.get(i)) {
                case Event.RunStarted started -> to = flow.flow().start();
                case Event.StateEntered entered -> entered(entered.state());
                case Event.ValuesSet set -> completed(set.state(), after);
                case Event.StateCompleted completed -> completed(completed.state(), after);
                case Event.RouteTaken route -> routed(route);
                case Event.RunStuck stuck -> stands("stopped", stuck.state());
                case Event.RunEnded ended -> ended(ended);
                case Event.HoldRejected no -> seen.add("rejected");
                case Event.HoldExpired late -> seen.add("expired");
                case Event.ReplyRefused refused -> seen.add("invalid");
                case Event.CallUnknown unknown -> seen.add("unknown");
                case Event.LimitReached reached -> seen.add("limit");
                case Event.StepFailed failed -> seen.add(failed.outcome());
                case Event.CancelRequested cancel -> cancelling = true;
                default -> {}
            }
        }
    }

    private void entered(StateName state) {
        if (!state.equals(to)) {
            broken("undeclared transition: it entered " + state + ", where the file leads to " + to);
        }
        in = state;
        to = null;
        seen.clear();
    }

    private void stands(String what, StateName state) {
        if (!state.equals(in) && !state.equals(to)) {
            broken("undeclared transition: it " + what + " in " + state + ", and was in " + in + " on its way to "
                    + to);
        }
    }

    private void completed(StateName name, @Nullable Run after) {
        if (!name.equals(in)) {
            broken("undeclared transition: it completed " + name + ", and was in " + in);
        }
        State state = flow.flow().states().get(name);
        to = state == null || after == null ? null : next(state, new RunScope(flow.flow(), after));
    }

    /** Null where no case matches: an outcome follows then. */
    private @Nullable StateName next(State state, Scope scope) {
        try {
            return switch (state.next()) {
                case null -> null;
                case Next.Always always -> always.to().state();
                case Next.Branches branches -> {
                    for (Next.Branch branch : branches.branches()) {
                        if (branch.when() == null || flow.test(branch.when(), scope)) {
                            yield branch.to().state();
                        }
                    }
                    yield null;
                }
                case Next.Match match -> {
                    Object value = flow.eval(match.match(), scope);
                    Object chosen =
                            value instanceof Map<?, ?> map && map.get("choice") != null ? map.get("choice") : value;
                    for (Next.Case one : match.cases()) {
                        if (Json.equal(one.value(), chosen)) {
                            yield one.to().state();
                        }
                    }
                    yield match.otherwise() == null ? null : match.otherwise().state();
                }
            };
        } catch (EvalException e) {
            return null;
        }
    }

    private void routed(Event.RouteTaken taken) {
        boolean entering = taken.state().equals(to) && !taken.state().equals(in);
        stands("took a route", taken.state());
        if (entering && !AT_THE_DOOR.contains(taken.outcome())) {
            broken("undeclared transition: " + taken.outcome() + " of " + taken.state() + ", which it had not entered");
        }
        Route route = declared(taken);
        if (route == null || !route.to().equals(taken.to())) {
            broken("undeclared transition: " + taken.outcome() + " of " + taken.state() + " led to " + taken.to());
        }
        if (!taken.outcome().equals(taken.kind())
                && !taken.outcome().equals("failed")
                && !taken.outcome().equals("exhausted")
                && !taken.outcome().equals("unknown")) {
            broken("the outcome " + taken.outcome() + " was taken for " + taken.kind());
        }
        boolean counted = taken.outcome().equals("exhausted")
                && (entering || taken.message().contains(" in a row of "));
        if (OUTCOMES.contains(taken.outcome()) && !counted && !seen.contains(taken.outcome())) {
            broken("the route of " + taken.outcome() + " was taken in " + taken.state() + ", and nothing was: "
                    + HostileWorld.shortened(taken.message()));
        }
        to = taken.to();
    }

    /** The state's own route for that outcome, else the flow's, which leads no state to itself. */
    private @Nullable Route declared(Event.RouteTaken taken) {
        State state = flow.flow().states().get(taken.state());
        if (state == null) {
            return null;
        }
        Route own = state.otherwise().get(taken.outcome());
        Route shared = flow.flow().otherwise().get(taken.outcome());
        boolean itself = shared != null && shared.to().equals(taken.state());
        return own != null || itself ? own : shared;
    }

    private void ended(Event.RunEnded ended) {
        State state = in == null ? null : flow.flow().states().get(in);
        boolean declared = state != null
                && state.verb() instanceof EndVerb end
                && end.status().name().toLowerCase(Locale.ROOT).equals(ended.status());
        boolean cancelled = cancelling && ended.status().equals("cancelled");
        if (!declared && !cancelled) {
            broken("undeclared transition: it ended as " + ended.status() + " in " + in);
        }
    }
}
