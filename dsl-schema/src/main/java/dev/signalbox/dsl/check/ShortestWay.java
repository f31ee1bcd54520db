package dev.signalbox.dsl.check;

import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.verb.EndVerb;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.ToLongFunction;

/** The cheapest way from a flow's start to a success, whatever is counted (Dijkstra). */
final class ShortestWay {
    private ShortestWay() {}

    /** The states in order; empty when there is no such way, which G103 says. */
    static List<StateName> of(Flow flow, Entries entries, ToLongFunction<State> cost) {
        record Reached(StateName state, long through) {}
        Map<StateName, StateName> from = new HashMap<>();
        Set<StateName> done = new HashSet<>();
        Map<StateName, Long> best = new HashMap<>();
        PriorityQueue<Reached> open = new PriorityQueue<>(Comparator.comparingLong(Reached::through));
        open.add(new Reached(flow.start(), cost.applyAsLong(flow.state(flow.start()))));
        while (!open.isEmpty()) {
            Reached next = open.remove();
            if (flow.state(next.state()).verb() instanceof EndVerb end && end.status() == EndVerb.Status.SUCCEEDED) {
                return way(from, next.state());
            }
            if (done.add(next.state())) {
                for (StateName to : entries.onward(next.state())) {
                    long through = next.through() + cost.applyAsLong(flow.state(to));
                    if (!done.contains(to) && through < best.getOrDefault(to, Long.MAX_VALUE)) {
                        best.put(to, through);
                        from.put(to, next.state());
                        open.add(new Reached(to, through));
                    }
                }
            }
        }
        return List.of();
    }

    private static List<StateName> way(Map<StateName, StateName> from, StateName end) {
        Deque<StateName> way = new ArrayDeque<>();
        for (StateName at = end; at != null; at = from.get(at)) {
            way.addFirst(at);
        }
        return new ArrayList<>(way);
    }
}
