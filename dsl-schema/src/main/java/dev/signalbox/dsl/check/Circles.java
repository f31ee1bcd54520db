package dev.signalbox.dsl.check;

import dev.signalbox.dsl.model.StateName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The strongly connected parts of a graph (Tarjan), each in the order of the file. */
final class Circles {
    private final Function<StateName, Collection<StateName>> next;
    private final Map<StateName, Integer> number = new HashMap<>();
    private final Map<StateName, Integer> low = new HashMap<>();
    private final Deque<StateName> stack = new ArrayDeque<>();
    private final List<List<StateName>> parts = new ArrayList<>();

    private Circles(Function<StateName, Collection<StateName>> next) {
        this.next = next;
    }

    static List<List<StateName>> of(Set<StateName> states, Function<StateName, Collection<StateName>> next) {
        List<List<StateName>> parts = backwards(states, next);
        List<StateName> order = new ArrayList<>(states);
        parts.forEach(part -> part.sort((a, b) -> Integer.compare(order.indexOf(a), order.indexOf(b))));
        parts.sort((a, b) -> Integer.compare(order.indexOf(a.getFirst()), order.indexOf(b.getFirst())));
        return parts;
    }

    /** The same, each part after all that a way leads to from it. */
    static List<List<StateName>> backwards(Set<StateName> states, Function<StateName, Collection<StateName>> next) {
        Circles circles = new Circles(next);
        for (StateName state : states) {
            if (!circles.number.containsKey(state)) {
                circles.visit(state);
            }
        }
        return circles.parts;
    }

    private int visit(StateName state) {
        int mine = number.size();
        number.put(state, mine);
        low.put(state, mine);
        stack.push(state);
        int lowest = mine;
        for (StateName to : next.apply(state)) {
            Integer seen = number.get(to);
            if (seen == null) {
                lowest = Math.min(lowest, visit(to));
            } else if (stack.contains(to)) {
                lowest = Math.min(lowest, seen);
            }
        }
        low.put(state, lowest);
        if (lowest == mine) {
            List<StateName> part = new ArrayList<>();
            StateName popped;
            do {
                popped = stack.pop();
                part.add(popped);
            } while (!popped.equals(state));
            parts.add(part);
        }
        return lowest;
    }
}
