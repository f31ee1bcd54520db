package dev.signalbox.testkit.coverage;

import dev.signalbox.core.decide.RunScope;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.evolve.Evolver;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.expr.EvalException;
import dev.signalbox.dsl.expr.Scope;
import dev.signalbox.dsl.graph.Way;
import dev.signalbox.dsl.model.Next;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.verb.ParallelVerb;
import dev.signalbox.testkit.coverage.Point.Kind;
import dev.signalbox.testkit.run.PlayedRun;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one run went through. Which of several ways to one state it took is found as the engine found it: by its data. */
final class Traces {
    private final PlayedRun played;
    private final Points points;
    private final Set<Point> covered = new LinkedHashSet<>();
    private final Map<HoldId, Hold> holds = new HashMap<>();

    private Traces(PlayedRun played, Points points) {
        this.played = played;
        this.points = points;
    }

    static Set<Point> of(PlayedRun played, Points points) {
        Traces traces = new Traces(played, points);
        Run run = null;
        for (Event event : played.events()) {
            run = Evolver.evolve(run, event);
            traces.look(event, run);
        }
        return traces.covered;
    }

    private void look(Event event, Run run) {
        if (event instanceof Event.StateEntered entered) {
            cover(Kind.STATES, entered.state().value());
        } else if (event instanceof Event.StateCompleted completed) {
            next(completed.state(), run);
        } else if (event instanceof Event.ValuesSet set) {
            next(set.state(), run);
        } else if (event instanceof Event.RouteTaken taken) {
            route(taken);
        } else if (event instanceof Event.HoldOpened opened) {
            holds.put(opened.hold().id(), opened.hold());
        } else if (event instanceof Event.HoldApproved approved) {
            decided(approved.hold(), "approved");
        } else if (event instanceof Event.HoldRejected rejected) {
            decided(rejected.hold(), "rejected");
        } else if (event instanceof Event.HoldAnswered answered) {
            decided(answered.hold(), "answered");
        } else if (event instanceof Event.HoldExpired expired) {
            decided(expired.hold(), "expired");
        }
    }

    private void cover(Kind kind, String name) {
        Point point = points.find(kind, name);
        if (point != null) {
            covered.add(point);
        }
    }

    private void decided(HoldId id, String how) {
        Hold hold = holds.get(id);
        if (hold == null || hold.purpose() == Hold.Purpose.UNKNOWN || hold.purpose() == Hold.Purpose.MODEL) {
            return;
        }
        State state = points.flow().state(hold.step().state());
        String name = state.verb() instanceof ParallelVerb
                ? state.name() + "." + hold.step().slot()
                : state.name().value();
        cover(Kind.HOLDS, name + " " + how);
        if (how.equals("approved")) {
            cover(Kind.RISKY_CALLS, name + " approved");
        } else if (how.equals("rejected")) {
            cover(Kind.RISKY_CALLS, name + " refused");
        }
    }

    private void route(Event.RouteTaken taken) {
        State state = points.flow().state(taken.state());
        for (Way way : points.ways(taken.state())) {
            if (way.route() != null
                    && way.route().outcome().equals(taken.outcome())
                    && way.to().equals(taken.to())) {
                cover(Kind.TRANSITIONS, Labels.transition(state, way));
                return;
            }
        }
        cover(Kind.TRANSITIONS, Labels.ofFlow(taken.outcome(), taken.to()));
    }

    private void next(StateName name, Run run) {
        State state = points.flow().state(name);
        Scope scope = new RunScope(points.flow(), run);
        Way taken = null;
        try {
            taken = switch (state.next()) {
                case null -> null;
                case Next.Always always -> way(name, Way.Kind.NEXT, -1);
                case Next.Branches branches -> way(name, Way.Kind.BRANCH, branch(branches.branches(), scope));
                case Next.Match match -> match(name, match, scope);
            };
        } catch (EvalException e) {
            return; // the run met the same, and its route says so
        }
        if (taken != null) {
            cover(Kind.TRANSITIONS, Labels.transition(state, taken));
        }
    }

    private int branch(List<Next.Branch> branches, Scope scope) throws EvalException {
        for (int i = 0; i < branches.size(); i++) {
            var when = branches.get(i).when();
            if (when == null || played.flow().test(when, scope)) {
                return i;
            }
        }
        return -1;
    }

    private @Nullable Way match(StateName state, Next.Match match, Scope scope) throws EvalException {
        Object value = played.flow().eval(match.match(), scope);
        // A union is matched by its discriminator.
        Object chosen =
                value instanceof Map<?, ?> union && union.get("choice") instanceof String choice ? choice : value;
        cover(Kind.MEMBERS, state + ": " + Labels.value(chosen));
        for (int i = 0; i < match.cases().size(); i++) {
            if (match.cases().get(i).value().equals(chosen)) {
                return way(state, Way.Kind.CASE, i);
            }
        }
        return way(state, Way.Kind.ELSE, -1);
    }

    private @Nullable Way way(StateName state, Way.Kind kind, int index) {
        for (Way way : points.ways(state)) {
            if (way.kind() == kind && way.index() == index) {
                return way;
            }
        }
        return null;
    }
}
