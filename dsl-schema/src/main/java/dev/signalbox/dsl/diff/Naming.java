package dev.signalbox.dsl.diff;

import dev.signalbox.dsl.expr.Spelling;
import dev.signalbox.dsl.model.ActionName;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.EventName;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Save;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.verb.SetVerb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Finds what was renamed: states by what they do and how they are reached, data by what it is and where it is used. */
final class Naming {
    private Naming() {}

    /** @param back what the version before calls a state that was renamed */
    private record Side(Flow flow, Map<StateName, StateName> back) {}

    static Renames between(Flow before, Flow after) {
        Meaning plain = new Meaning(new Values(Renames.NONE));
        Map<StateName, StateName> states = pairs(
                before.states(),
                after.states(),
                (side, name) -> state(side.flow(), plain, name),
                new Side(before, Map.of()),
                new Side(after, Map.of()));
        Map<ActionName, ActionName> actions = pairs(
                before.actions(),
                after.actions(),
                (side, name) -> plain.action(of(side.flow().actions(), name)),
                new Side(before, Map.of()),
                new Side(after, Map.of()));
        Map<EventName, EventName> events = pairs(
                before.events(),
                after.events(),
                (side, name) -> new Form()
                        .with("is", Meaning.event(of(side.flow().events(), name)))
                        .with("used", used(side.flow(), Map.of(), name.value()))
                        .done(),
                new Side(before, Map.of()),
                new Side(after, Map.of()));
        Map<StateName, StateName> back = new LinkedHashMap<>();
        states.forEach((old, now) -> back.put(now, old));
        Map<DataName, DataName> data = pairs(
                before.data(),
                after.data(),
                (side, name) -> new Form()
                        .with("is", plain.data(of(side.flow().data(), name)))
                        .with("used", used(side.flow(), side.back(), name.value()))
                        .with("written", written(side.flow(), side.back(), name))
                        .done(),
                new Side(before, Map.of()),
                new Side(after, back));
        return new Renames(states, data, actions, events);
    }

    private static <N, T> Map<N, N> pairs(
            Map<N, T> before, Map<N, T> after, BiFunction<Side, N, Object> form, Side old, Side now) {
        Map<N, Object> gone = new LinkedHashMap<>();
        before.keySet().stream()
                .filter(name -> !after.containsKey(name))
                .forEach(name -> gone.put(name, form.apply(old, name)));
        Map<N, Object> added = new LinkedHashMap<>();
        after.keySet().stream()
                .filter(name -> !before.containsKey(name))
                .forEach(name -> added.put(name, form.apply(now, name)));
        return Likeness.pairs(gone, added);
    }

    private static Object state(Flow flow, Meaning plain, StateName name) {
        State state = flow.state(name);
        List<Object> ways = new ArrayList<>();
        for (State other : flow.states().values()) {
            boolean leads = dev.signalbox.dsl.graph.Ways.from(flow, other).stream()
                    .anyMatch(way -> way.to().equals(name));
            if (leads) {
                ways.add(other.name().value());
            }
        }
        return new Form()
                .with("does", plain.state(state))
                .with("title", state.title())
                .with("from", ways)
                .done();
    }

    /** The places of the expressions that read a name, with states as the old version calls them. */
    private static List<Object> used(Flow flow, Map<StateName, StateName> back, String name) {
        List<Object> places = new ArrayList<>();
        for (Expr expr : flow.expressions()) {
            if (Spelling.names(expr).contains(name)) {
                String[] steps = expr.place().path().split("/");
                boolean inState = steps.length > 2 && steps[1].equals("states");
                if (inState) {
                    StateName state = new StateName(steps[2]);
                    steps[2] = back.getOrDefault(state, state).value();
                }
                places.add(String.join("/", steps));
            }
        }
        return places;
    }

    private static List<Object> written(Flow flow, Map<StateName, StateName> back, DataName name) {
        List<Object> places = new ArrayList<>();
        for (State state : flow.states().values()) {
            boolean saves = switch (state.save()) {
                case null -> false;
                case Save.Whole whole -> whole.name().equals(name);
                case Save.Mapping mapping -> mapping.names().containsKey(name);
            };
            boolean sets = state.set().containsKey(name)
                    || (state.verb() instanceof SetVerb set && set.values().containsKey(name));
            if (saves || sets) {
                places.add(back.getOrDefault(state.name(), state.name()).value() + (saves ? " saves" : " sets"));
            }
        }
        return places;
    }

    private static <N, T> T of(Map<N, T> all, N name) {
        T found = all.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no " + name);
        }
        return found;
    }
}
