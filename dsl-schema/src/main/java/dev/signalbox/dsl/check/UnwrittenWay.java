package dev.signalbox.dsl.check;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Related;
import dev.signalbox.dsl.graph.Way;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The witness of C403: a shortest way from the start to the state that reads a name, on which nothing has written it. */
final class UnwrittenWay {
    private static final Pattern STATE = Pattern.compile("^/states/([^/]+)");

    private final Flow flow;
    private final Knowledge knowledge;

    UnwrittenWay(Flow flow, Knowledge knowledge) {
        this.flow = flow;
        this.knowledge = knowledge;
    }

    /** Where each step of the way stands; empty when the reader is the first state, or no state of its own. */
    List<Related> to(Place read, String name) {
        Matcher state = STATE.matcher(read.path());
        return state.find() ? way(new StateName(state.group(1)), name) : List.of();
    }

    private List<Related> way(StateName reader, String name) {
        Map<StateName, Way> came = new HashMap<>();
        Deque<StateName> open = new ArrayDeque<>(List.of(flow.start()));
        while (!open.isEmpty() && !came.containsKey(reader)) {
            State from = flow.states().get(open.remove());
            for (Knowledge.Arrival arrival : from == null ? List.<Knowledge.Arrival>of() : leave(from)) {
                StateName to = arrival.way().to();
                if (!arrival.types().isPresent(name)
                        && !to.equals(flow.start())
                        && came.putIfAbsent(to, arrival.way()) == null) {
                    open.add(to);
                }
            }
        }
        Deque<Related> way = new ArrayDeque<>();
        for (Way step = came.get(reader); step != null; step = came.get(step.from())) {
            way.addFirst(new Related(
                    step.toPlace().span(),
                    "`" + step.from() + "` leads to `" + step.to() + "`, and `" + name + "` is not there yet"));
        }
        return List.copyOf(way);
    }

    private List<Knowledge.Arrival> leave(State from) {
        return knowledge.leave(from, knowledge.at(from.name()));
    }
}
