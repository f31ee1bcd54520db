package dev.signalbox.core.move;

import dev.signalbox.dsl.graph.Way;
import dev.signalbox.dsl.graph.Ways;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Save;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.model.verb.ParallelVerb;
import dev.signalbox.dsl.model.verb.SetVerb;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which names of data a run may have. */
final class Written {
    private Written() {}

    /** What may have been written by the time that a run stands in that state, in the order of the file. */
    static Set<DataName> before(Flow flow, StateName state) {
        Set<DataName> written = new HashSet<>();
        Set<StateName> seen = new HashSet<>();
        Deque<StateName> open = new ArrayDeque<>();
        open.add(state);
        Map<StateName, List<Way>> ways = Ways.of(flow);
        while (!open.isEmpty()) {
            StateName at = open.remove();
            ways.forEach((from, out) -> {
                for (Way way : out) {
                    if (!way.to().equals(at)) {
                        continue;
                    }
                    if (way.route() != null) {
                        written.addAll(way.route().set().keySet());
                    }
                    if (seen.add(from)) {
                        written.addAll(by(flow.state(from)));
                        open.add(from);
                    }
                }
            });
        }
        Set<DataName> names = new LinkedHashSet<>();
        for (DataDecl declared : flow.data().values()) {
            if (declared.initial() != null || declared.fetch() != null || written.contains(declared.name())) {
                names.add(declared.name());
            }
        }
        return names;
    }

    /** What a state writes as it succeeds. */
    static Set<DataName> by(State state) {
        Set<DataName> names = new LinkedHashSet<>(state.set().keySet());
        if (state.verb() instanceof SetVerb set) {
            names.addAll(set.values().keySet());
        }
        if (state.verb() instanceof ParallelVerb parallel) {
            parallel.branches()
                    .values()
                    .forEach(branch -> add(names, branch.step().save()));
        }
        if (state.verb() instanceof EachVerb each) {
            add(names, each.step().save());
        }
        add(names, state.save());
        return names;
    }

    private static void add(Set<DataName> names, @Nullable Save save) {
        switch (save) {
            case null -> {}
            case Save.Whole whole -> names.add(whole.name());
            case Save.Mapping mapping -> names.addAll(mapping.names().keySet());
        }
    }
}
