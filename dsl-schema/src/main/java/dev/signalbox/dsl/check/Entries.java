package dev.signalbox.dsl.check;

import dev.signalbox.dsl.graph.Way;
import dev.signalbox.dsl.graph.Ways;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.StateName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How often one run may enter each state: an upper bound, multiplied out of the {@code visits} of each circle, whether or not
 * one run can do all of it.
 */
final class Entries {
    private final Flow flow;
    private final Map<StateName, List<Way>> ways;
    private final Map<StateName, Long> most = new LinkedHashMap<>();

    private Entries(Flow flow) {
        this.flow = flow;
        this.ways = Ways.of(flow);
    }

    static Entries of(Flow flow) {
        Entries entries = new Entries(flow);
        Circles.of(flow.states().keySet(), entries::onward).forEach(entries::part);
        return entries;
    }

    long of(StateName name) {
        return most.getOrDefault(name, 0L);
    }

    List<StateName> onward(StateName from) {
        return ways.getOrDefault(from, List.of()).stream()
                .map(Way::to)
                .filter(flow.states()::containsKey)
                .toList();
    }

    private void part(List<StateName> part) {
        boolean round = part.size() > 1 || onward(part.getFirst()).contains(part.getFirst());
        long rounds = 1;
        if (round) {
            // Each round goes through a state that is bounded, so there are no more rounds than those have visits.
            long visits = part.stream()
                    .map(name -> flow.state(name).visits())
                    .mapToLong(one -> one == null ? 0 : one)
                    .sum();
            boolean anyFree = part.stream().anyMatch(name -> flow.state(name).visits() == null);
            rounds = visits + (anyFree ? 1 : 0);
        }
        for (StateName name : part) {
            Integer visits = flow.state(name).visits();
            most.put(name, visits == null ? rounds : Math.min(visits, round ? visits : 1L));
        }
    }
}
