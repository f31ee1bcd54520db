package dev.signalbox.dsl.check;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Related;
import dev.signalbox.dsl.diagnostic.Severity;
import dev.signalbox.dsl.graph.Way;
import dev.signalbox.dsl.graph.Ways;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.model.verb.EndVerb;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.model.verb.StepVerb;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * B304: what a run may use at most, and at least, against its limits. The least is exact: the shortest way to a success. The
 * most is an upper bound: how often each state may be entered, multiplied out, whether or not one run can do all of it.
 */
final class WorstCase {
    private final Setting setting;
    private final Flow flow;
    private final Map<StateName, List<Way>> ways;
    private final Map<StateName, Long> entries;

    /** Whether every circle has a state with visits; one that only a route's {@code in_a_row} bounds is not multiplied out. */
    private boolean bounded = true;

    private WorstCase(Setting setting) {
        this.setting = setting;
        this.flow = setting.flow();
        this.ways = Ways.of(flow);
        this.entries = entries();
    }

    static void check(Setting setting, Findings findings) {
        WorstCase worst = new WorstCase(setting);
        worst.against("steps", setting.flow().limits().steps(), WorstCase::step, WorstCase::step, findings);
        worst.against(
                "llm_calls",
                setting.flow().limits().llmCalls(),
                state -> calls(state, false),
                state -> calls(state, true),
                findings);
    }

    private static long step(State state) {
        return state.verb() instanceof EndVerb ? 0 : 1;
    }

    /** @param most with every repair, and an {@code each} over as many items as it takes; else the fewest */
    private static long calls(State state, boolean most) {
        long calls = 0;
        for (Steps.Step step : Steps.of(state)) {
            calls += calls(step.verb(), most);
        }
        return state.verb() instanceof EachVerb each ? calls * (most ? each.max() : 0) : calls;
    }

    private static long calls(StepVerb verb, boolean most) {
        return verb instanceof LlmVerb llm ? (most ? 1L + llm.repair() : 1) : 0;
    }

    private void against(
            String what,
            @Nullable Long limit,
            ToLongFunction<State> least,
            ToLongFunction<State> most,
            Findings findings) {
        if (limit == null) {
            return;
        }
        var place = setting.value("/limits/" + what, setting.key("/limits", flow.place()));
        List<StateName> shortest = shortest(least);
        long needed = shortest.stream()
                .mapToLong(name -> least.applyAsLong(flow.state(name)))
                .sum();
        if (needed > limit) {
            findings.add(Diagnostic.of(
                            Code.B304,
                            place,
                            "Even the shortest way to a success takes " + needed + " " + words(what) + ", and `" + what
                                    + "` is " + limit + ".")
                    .withSeverity(Severity.ERROR)
                    .withHelp("Raise the limit to " + needed + " at least.")
                    .withRelated(shortest.stream()
                            .map(name ->
                                    new Related(flow.state(name).namePlace().span(), "through `" + name + "`"))
                            .toList()));
            return;
        }
        long sum = 0;
        for (State state : flow.states().values()) {
            sum += entries.getOrDefault(state.name(), 0L) * most.applyAsLong(state);
        }
        if (bounded && sum > limit) {
            findings.add(
                    Code.B304,
                    place,
                    "A run may take up to " + sum + " " + words(what) + ", and `" + what + "` is " + limit
                            + ": then it goes where `limit` leads.",
                    "Raise the limit, or lower `visits`, `repair` or the `max` of an `each`.");
        }
    }

    private static String words(String what) {
        return what.equals("steps") ? "steps" : "model calls";
    }

    /** How often a run may enter each state, as an upper bound. */
    private Map<StateName, Long> entries() {
        Map<StateName, Long> most = new LinkedHashMap<>();
        for (List<StateName> part : Circles.of(flow.states().keySet(), this::onward)) {
            boolean round = part.size() > 1 || onward(part.getFirst()).contains(part.getFirst());
            long rounds = 1;
            if (round) {
                // Each round goes through a state that is bounded, so there are no more rounds than those have visits.
                rounds = 0;
                for (StateName name : part) {
                    Integer visits = flow.state(name).visits();
                    rounds += visits == null ? 0 : visits;
                }
                bounded &= rounds > 0;
                rounds += anyUnbounded(part) ? 1 : 0;
            }
            for (StateName name : part) {
                Integer visits = flow.state(name).visits();
                most.put(name, visits == null ? rounds : Math.min(visits, round ? visits : 1L));
            }
        }
        return most;
    }

    private boolean anyUnbounded(List<StateName> part) {
        return part.stream().anyMatch(name -> flow.state(name).visits() == null);
    }

    private List<StateName> onward(StateName from) {
        return ways.getOrDefault(from, List.of()).stream()
                .map(Way::to)
                .filter(flow.states()::containsKey)
                .toList();
    }

    /** The cheapest way from the start to a success (Dijkstra); empty when there is none, which G103 says. */
    private List<StateName> shortest(ToLongFunction<State> cost) {
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
                for (StateName to : onward(next.state())) {
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

    private List<StateName> way(Map<StateName, StateName> from, StateName end) {
        Deque<StateName> way = new ArrayDeque<>();
        for (StateName at = end; at != null; at = from.get(at)) {
            way.addFirst(at);
        }
        return new ArrayList<>(way);
    }
}
