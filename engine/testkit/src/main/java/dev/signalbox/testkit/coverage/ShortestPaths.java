package dev.signalbox.testkit.coverage;

import dev.signalbox.dsl.graph.Way;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shortest way from a flow's start to each state. */
final class ShortestPaths {
    private final StateName start;
    private final Map<StateName, Way> into = new LinkedHashMap<>();

    ShortestPaths(StateName start, Map<StateName, List<Way>> ways) {
        this.start = start;
        ArrayDeque<StateName> next = new ArrayDeque<>(List.of(start));
        while (!next.isEmpty()) {
            StateName from = next.remove();
            for (Way way : ways.getOrDefault(from, List.of())) {
                if (!way.to().equals(start) && into.putIfAbsent(way.to(), way) == null) {
                    next.add(way.to());
                }
            }
        }
    }

    /** The states on the way there, itself last; the state alone where nothing leads to it. */
    String to(StateName state) {
        StringBuilder text = new StringBuilder(state.value());
        @Nullable Way way = into.get(state);
        while (way != null) {
            text.insert(0, way.from() + arrow(way));
            way = way.from().equals(start) ? null : into.get(way.from());
        }
        return text.toString();
    }

    private static String arrow(Way way) {
        return way.route() == null ? " → " : " -[" + way.route().outcome() + "]→ ";
    }

    /** The way to the state, and that way out of it. */
    String through(State state, Way way) {
        return to(way.from()) + Labels.arrow(state, way) + way.to();
    }
}
