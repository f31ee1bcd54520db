package dev.signalbox.dsl.check;

import dev.signalbox.dsl.model.StateName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** The strongly connected parts of a graph (Tarjan), each in the order of the file. It does not recurse: a flow may be one long chain. */
final class Circles {
    private final Function<StateName, Collection<StateName>> next;
    private final Map<StateName, Integer> number = new HashMap<>();
    private final Map<StateName, Integer> low = new HashMap<>();
    private final Deque<StateName> stack = new ArrayDeque<>();
    private final Set<StateName> stacked = new HashSet<>();
    private final List<List<StateName>> parts = new ArrayList<>();

    /** A state on the way down, and where it leads that was not looked at yet. */
    private record Visit(StateName state, Iterator<StateName> left) {}

    private Circles(Function<StateName, Collection<StateName>> next) {
        this.next = next;
    }

    static List<List<StateName>> of(Set<StateName> states, Function<StateName, Collection<StateName>> next) {
        List<List<StateName>> parts = backwards(states, next);
        Map<StateName, Integer> order = new HashMap<>();
        states.forEach(state -> order.put(state, order.size()));
        Comparator<StateName> ofTheFile =
                Comparator.comparingInt(state -> Objects.requireNonNullElse(order.get(state), order.size()));
        parts.forEach(part -> part.sort(ofTheFile));
        parts.sort(Comparator.comparing(List::getFirst, ofTheFile));
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

    private void visit(StateName first) {
        Deque<Visit> open = new ArrayDeque<>();
        open.push(begin(first));
        while (!open.isEmpty()) {
            Visit visit = open.element();
            if (visit.left().hasNext()) {
                StateName to = visit.left().next();
                Integer seen = number.get(to);
                if (seen == null) {
                    open.push(begin(to));
                } else if (stacked.contains(to)) {
                    low.merge(visit.state(), seen, Math::min);
                }
            } else {
                open.pop();
                int lowest = finish(visit.state());
                if (!open.isEmpty()) {
                    low.merge(open.element().state(), lowest, Math::min);
                }
            }
        }
    }

    private Visit begin(StateName state) {
        int mine = number.size();
        number.put(state, mine);
        low.put(state, mine);
        stack.push(state);
        stacked.add(state);
        return new Visit(state, next.apply(state).iterator());
    }

    /** Takes a part off the stack when this state was the first of it that was met. */
    private int finish(StateName state) {
        int lowest = Objects.requireNonNull(low.get(state));
        if (Objects.equals(number.get(state), lowest)) {
            List<StateName> part = new ArrayList<>();
            StateName popped;
            do {
                popped = stack.pop();
                stacked.remove(popped);
                part.add(popped);
            } while (!popped.equals(state));
            parts.add(part);
        }
        return lowest;
    }
}
