package dev.signalbox.dsl.check;

import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * The dearest way a run may take, whatever is counted: an upper bound. Between the visits of a circle's bounded states a run
 * takes one way through the others, the dearest at most; of the parts of the graph that no way leads back to, it takes one
 * after the other.
 */
final class LongestWay {
    private final Flow flow;
    private final Entries entries;
    private final ToDoubleFunction<State> cost;

    private LongestWay(Flow flow, Entries entries, ToDoubleFunction<State> cost) {
        this.flow = flow;
        this.entries = entries;
        this.cost = cost;
    }

    /** @param cost of one visit; infinite where a circle has no state with {@code visits} */
    static double of(Flow flow, Entries entries, ToDoubleFunction<State> cost) {
        return new LongestWay(flow, entries, cost).fromStart();
    }

    private double fromStart() {
        Map<StateName, Double> onward = new HashMap<>();
        // What comes later in a run stands earlier in the list, so that each part finds its followers reckoned.
        for (List<StateName> part : Circles.backwards(flow.states().keySet(), entries::onward)) {
            double after = part.stream()
                    .flatMap(name -> entries.onward(name).stream())
                    .filter(next -> !part.contains(next))
                    .mapToDouble(next -> onward.getOrDefault(next, 0.0))
                    .max()
                    .orElse(0);
            double whole = within(part) + after;
            part.forEach(name -> onward.put(name, whole));
        }
        return onward.getOrDefault(flow.start(), 0.0);
    }

    private double within(List<StateName> part) {
        boolean round = part.size() > 1 || entries.onward(part.getFirst()).contains(part.getFirst());
        if (!round) {
            return cost(part.getFirst());
        }
        Set<StateName> free = new HashSet<>();
        double bounded = 0;
        double visits = 0;
        for (StateName name : part) {
            Integer most = flow.state(name).visits();
            if (most == null) {
                free.add(name);
            } else {
                bounded += most * cost(name);
                visits += most;
            }
        }
        Map<StateName, Double> known = new HashMap<>();
        double stretch = free.stream()
                .mapToDouble(name -> stretch(name, free, known, new HashSet<>()))
                .max()
                .orElse(0);
        double stretches = visits + (comesIn(free, part) ? 1 : 0);
        return bounded + (stretch == 0 ? 0 : stretches * stretch);
    }

    /** The dearest way from a state through states without {@code visits}. */
    private double stretch(StateName from, Set<StateName> free, Map<StateName, Double> known, Set<StateName> underWay) {
        Double found = known.get(from);
        if (found != null) {
            return found;
        }
        if (!underWay.add(from)) {
            return Double.POSITIVE_INFINITY;
        }
        double after = 0;
        for (StateName next : entries.onward(from)) {
            if (free.contains(next)) {
                after = Math.max(after, stretch(next, free, known, underWay));
            }
        }
        underWay.remove(from);
        known.put(from, cost(from) + after);
        return cost(from) + after;
    }

    /** Whether a run may come into the part by one of these states. */
    private boolean comesIn(Set<StateName> states, List<StateName> part) {
        return states.contains(flow.start())
                || flow.states().keySet().stream()
                        .filter(name -> !part.contains(name))
                        .anyMatch(name -> entries.onward(name).stream().anyMatch(states::contains));
    }

    private double cost(StateName name) {
        return cost.applyAsDouble(flow.state(name));
    }
}
