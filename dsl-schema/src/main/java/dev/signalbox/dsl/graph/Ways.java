package dev.signalbox.dsl.graph;

import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Next;
import dev.signalbox.dsl.model.Route;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.verb.EndVerb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every way a run can go through a flow, in the order of the file. The only place that reads transitions off the model. */
public final class Ways {
    private Ways() {}

    /** All ways by the state they leave. */
    public static Map<StateName, List<Way>> of(Flow flow) {
        Map<StateName, List<Way>> ways = new LinkedHashMap<>();
        flow.states().forEach((name, state) -> ways.put(name, from(flow, state)));
        return ways;
    }

    /** The ways out of one state: success first, then its own routes, then the flow's for what it leaves open. */
    public static List<Way> from(Flow flow, State state) {
        List<Way> ways = new ArrayList<>();
        if (state.verb() instanceof EndVerb) {
            return ways;
        }
        addNext(state, ways);
        for (Route route : state.otherwise().values()) {
            ways.add(new Way(state.name(), route.to(), route.toPlace(), Way.Kind.OTHERWISE, -1, route));
        }
        Set<String> outcomes = Outcomes.of(flow, state);
        for (Route route : flow.otherwise().values()) {
            if (applies(route, state, outcomes)) {
                ways.add(new Way(state.name(), route.to(), route.toPlace(), Way.Kind.DEFAULT, -1, route));
            }
        }
        return ways;
    }

    /** The route an outcome family takes from a state, its own before the flow's; null when nobody handles it. */
    public static @Nullable Route route(Flow flow, State state, String family) {
        Route own = state.otherwise().get(family);
        if (own != null) {
            return own;
        }
        Route shared = flow.otherwise().get(family);
        return shared == null || shared.to().equals(state.name()) ? null : shared;
    }

    private static boolean applies(Route route, State state, Set<String> outcomes) {
        String family = Outcomes.family(route.outcome());
        if (route.to().equals(state.name())) {
            return false;
        }
        if (family.equals(Outcomes.CANCELLED)) {
            return true;
        }
        return Outcomes.possible(state, outcomes, route.outcome())
                && !state.otherwise().containsKey(route.outcome())
                && !state.otherwise().containsKey(family);
    }

    private static void addNext(State state, List<Way> ways) {
        switch (state.next()) {
            case null -> {}
            case Next.Always always -> ways.add(success(state, always.to(), Way.Kind.NEXT, -1));
            case Next.Branches branches -> {
                for (int i = 0; i < branches.branches().size(); i++) {
                    ways.add(success(state, branches.branches().get(i).to(), Way.Kind.BRANCH, i));
                }
            }
            case Next.Match match -> {
                for (int i = 0; i < match.cases().size(); i++) {
                    ways.add(success(state, match.cases().get(i).to(), Way.Kind.CASE, i));
                }
                if (match.otherwise() != null) {
                    ways.add(success(state, match.otherwise(), Way.Kind.ELSE, -1));
                }
            }
        }
    }

    private static Way success(State state, Next.Target to, Way.Kind kind, int index) {
        return new Way(state.name(), to.state(), to.place(), kind, index, null);
    }
}
