package dev.signalbox.testkit.coverage;

import dev.signalbox.dsl.check.Members;
import dev.signalbox.dsl.graph.Way;
import dev.signalbox.dsl.graph.Ways;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.Approve;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Next;
import dev.signalbox.dsl.model.Risk;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.verb.AskVerb;
import dev.signalbox.dsl.model.verb.CallVerb;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.model.verb.ParallelVerb;
import dev.signalbox.dsl.model.verb.StepVerb;
import dev.signalbox.testkit.coverage.Point.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every point of a flow, found by what a run tells of it. */
final class Points {
    private final Flow flow;
    private final Map<StateName, List<Way>> ways;
    private final ShortestPaths paths;
    private final Map<String, Point> byKey = new LinkedHashMap<>();

    private Points(Flow flow) {
        this.flow = flow;
        ways = Ways.of(flow);
        paths = new ShortestPaths(flow.start(), ways);
    }

    static Points of(Flow flow) {
        Points points = new Points(flow);
        flow.states().values().forEach(points::state);
        return points;
    }

    List<Point> all() {
        return List.copyOf(byKey.values());
    }

    private void state(State state) {
        String name = state.name().value();
        put(new Point(Kind.STATES, name, state.namePlace().span(), paths.to(state.name())));
        for (Way way : ways.getOrDefault(state.name(), List.of())) {
            transition(state, way);
        }
        if (state.next() instanceof Next.Match match) {
            for (Object member : members(match)) {
                String label = name + ": " + Labels.value(member);
                put(new Point(Kind.MEMBERS, label, match.match().place().span(), label));
            }
        }
        if (state.verb() instanceof AskVerb ask) {
            hold(state, name, "answered");
            if (ask.within() != null) {
                hold(state, name, "expired");
            }
        }
        if (state.verb() instanceof StepVerb step) {
            step(state, name, step, state.approve());
        } else if (state.verb() instanceof ParallelVerb parallel) {
            parallel.branches()
                    .forEach((branch, inner) -> step(
                            state,
                            name + "." + branch,
                            inner.step().verb(),
                            inner.step().approve()));
        } else if (state.verb() instanceof EachVerb each) {
            step(state, name, each.step().verb(), each.step().approve());
        }
    }

    private void step(State state, String name, StepVerb verb, @Nullable Approve approve) {
        if (approve == null) {
            return;
        }
        hold(state, name, "approved");
        hold(state, name, "rejected");
        if (approve.within() != null) {
            hold(state, name, "expired");
        }
        Action action = verb instanceof CallVerb call ? flow.actions().get(call.action()) : null;
        if (action != null && !(action.risk() instanceof Risk.Low)) {
            put(risky(state, name, "approved"));
            put(risky(state, name, "refused"));
        }
    }

    private void hold(State state, String name, String outcome) {
        String label = name + " " + outcome;
        put(new Point(Kind.HOLDS, label, state.namePlace().span(), label));
    }

    private static Point risky(State state, String name, String outcome) {
        String label = name + " " + outcome;
        return new Point(Kind.RISKY_CALLS, label, state.namePlace().span(), label);
    }

    private void transition(State state, Way way) {
        String name = Labels.transition(state, way);
        put(new Point(Kind.TRANSITIONS, name, way.toPlace().span(), paths.through(state, way)));
    }

    /** The members of an enum or a union; of anything else, the values that have a case. */
    private Set<Object> members(Next.Match match) {
        Set<Object> members =
                new LinkedHashSet<>(Members.of(Types.of(flow, match.match().source())));
        match.cases().forEach(each -> members.add(each.value()));
        return members;
    }

    private void put(Point point) {
        byKey.putIfAbsent(key(point.kind(), point.name()), point);
    }

    private static String key(Kind kind, String name) {
        return kind + " " + name;
    }

    /** The point of that name; null when the flow has none. */
    @Nullable
    Point find(Kind kind, String name) {
        return byKey.get(key(kind, name));
    }

    Flow flow() {
        return flow;
    }

    /** The ways out of a state, as {@link Ways} gives them. */
    List<Way> ways(StateName state) {
        return new ArrayList<>(ways.getOrDefault(state, List.of()));
    }
}
