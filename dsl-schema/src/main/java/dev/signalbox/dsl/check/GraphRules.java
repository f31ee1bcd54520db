package dev.signalbox.dsl.check;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Related;
import dev.signalbox.dsl.graph.Way;
import dev.signalbox.dsl.graph.Ways;
import dev.signalbox.dsl.model.ContextItem;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Next;
import dev.signalbox.dsl.model.Save;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.verb.EndVerb;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.model.verb.ParallelVerb;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * G101–G107: the flow as a graph. A way whose target does not exist counts as leading anywhere, so that one mistake in a
 * name gives one finding.
 */
final class GraphRules {
    private final Setting setting;
    private final Flow flow;
    private final Findings findings;
    private final Map<StateName, List<Way>> ways;
    private final Set<StateName> broken = new LinkedHashSet<>();
    private boolean anyStart;

    private GraphRules(Setting setting, Findings findings) {
        this.setting = setting;
        this.flow = setting.flow();
        this.findings = findings;
        this.ways = Ways.of(flow);
    }

    static void check(Setting setting, Findings findings) {
        GraphRules rules = new GraphRules(setting, findings);
        rules.names();
        flowStates(rules);
        rules.reachability();
        rules.ends();
    }

    private static void flowStates(GraphRules rules) {
        for (State state : rules.flow.states().values()) {
            rules.successor(state);
            if (state.verb() instanceof ParallelVerb parallel) {
                rules.saves(parallel);
            }
        }
    }

    private Set<String> states() {
        Set<String> names = new LinkedHashSet<>();
        flow.states().keySet().forEach(name -> names.add(name.value()));
        return names;
    }

    private void names() {
        if (!flow.states().containsKey(flow.start())) {
            findings.unknown(Code.G101, flow.startPlace(), "state", flow.start().value(), states());
            anyStart = true;
        }
        flow.otherwise().values().forEach(route -> target(route.to(), route.toPlace()));
        for (State state : flow.states().values()) {
            for (Way way : ways.getOrDefault(state.name(), List.of())) {
                if (!target(way.to(), way.toPlace())) {
                    broken.add(state.name());
                }
            }
            for (Steps.Step step : Steps.of(state)) {
                if (step.verb() instanceof LlmVerb llm) {
                    llm.context().load().forEach(this::events);
                }
            }
        }
    }

    private boolean target(StateName to, Place place) {
        if (flow.states().containsKey(to)) {
            return true;
        }
        findings.unknown(Code.G101, place, "state", to.value(), states());
        return false;
    }

    private void events(ContextItem item) {
        if (item.source() instanceof ContextItem.Source.Events events) {
            for (int i = 0; i < events.states().size(); i++) {
                target(events.states().get(i), setting.value(item.place().path() + "/events/" + i, item.place()));
            }
        }
    }

    private void successor(State state) {
        boolean end = state.verb() instanceof EndVerb;
        Next next = state.next();
        if (end && next != null) {
            findings.add(
                    Code.G105,
                    setting.key(state.place().path() + "/next", next.place()),
                    "`" + state.name() + "` ends the run, so nothing can follow it.",
                    "Take `next` out, or let another state end the run.");
        } else if (!end && next == null) {
            broken.add(state.name());
            findings.add(
                    Code.G104,
                    state.namePlace(),
                    "`" + state.name() + "` does not say which state follows.",
                    "Add `next: STATE`; only an `end` has none.");
        }
        if (next instanceof Next.Branches branches) {
            branches(state, branches);
        }
    }

    private void branches(State state, Next.Branches next) {
        List<Next.Branch> branches = next.branches();
        for (int i = 0; i + 1 < branches.size(); i++) {
            if (branches.get(i).when() == null) {
                findings.add(
                        Code.G106,
                        branches.get(i).place(),
                        "A branch without `when` is always taken, so the branches after it never are.",
                        "Put it last, or give it a `when`.");
            }
        }
        if (branches.isEmpty() || branches.getLast().when() != null) {
            broken.add(state.name());
            findings.add(
                    Code.G106,
                    branches.isEmpty() ? next.place() : branches.getLast().place(),
                    "When no branch of `" + state.name() + "` holds, nothing says where to go.",
                    "End the list with `- to: STATE`.");
        }
    }

    private void saves(ParallelVerb parallel) {
        Map<DataName, String> savers = new HashMap<>();
        for (ParallelVerb.Branch branch : parallel.branches().values()) {
            Save save = branch.step().save();
            if (save == null) {
                continue;
            }
            for (DataName name : Saves.names(save)) {
                String other = savers.putIfAbsent(name, branch.name());
                if (other != null) {
                    findings.add(
                            Code.G107,
                            Saves.place(setting, save, name),
                            "The branches `" + other + "` and `" + branch.name() + "` both save `" + name + "`.",
                            "Give each branch a name of data of its own.");
                }
            }
        }
    }

    private void reachability() {
        Set<StateName> reached = new LinkedHashSet<>();
        reach(flow.start(), reached);
        if (anyStart || reached.stream().anyMatch(broken::contains)) {
            return;
        }
        List<StateName> left = new ArrayList<>(flow.states().keySet());
        left.removeAll(reached);
        // One forgotten way leaves everything behind it unreachable: report where it should have led.
        while (!left.isEmpty()) {
            StateName head = head(left);
            findings.add(
                    Code.G102,
                    flow.state(head).namePlace(),
                    "No way leads to `" + head + "`.",
                    "Name it in a `next` or an `otherwise`, or take it out.");
            reach(head, reached);
            left.removeAll(reached);
        }
    }

    private StateName head(List<StateName> left) {
        for (StateName candidate : left) {
            boolean entered = left.stream()
                    .filter(other -> !other.equals(candidate))
                    .flatMap(other -> ways.getOrDefault(other, List.of()).stream())
                    .anyMatch(way -> way.to().equals(candidate));
            if (!entered) {
                return candidate;
            }
        }
        return left.getFirst();
    }

    private void reach(StateName from, Set<StateName> reached) {
        Deque<StateName> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            StateName name = open.remove();
            if (flow.states().containsKey(name) && reached.add(name)) {
                ways.getOrDefault(name, List.of()).forEach(way -> open.add(way.to()));
            }
        }
    }

    /** States from which no end can be reached, one finding for each closed circle they run into. */
    private void ends() {
        Set<StateName> ending = new LinkedHashSet<>(broken);
        flow.states().values().stream()
                .filter(state -> state.verb() instanceof EndVerb)
                .forEach(state -> ending.add(state.name()));
        boolean grown = true;
        while (grown) {
            grown = false;
            for (StateName name : flow.states().keySet()) {
                if (!ending.contains(name)
                        && ways.getOrDefault(name, List.of()).stream().anyMatch(way -> ending.contains(way.to()))) {
                    grown = ending.add(name);
                }
            }
        }
        Set<StateName> stranded = new LinkedHashSet<>(flow.states().keySet());
        stranded.removeAll(ending);
        for (List<StateName> circle : Circles.of(stranded, name -> targets(name, stranded))) {
            boolean bottom = circle.stream()
                    .flatMap(name -> targets(name, stranded).stream())
                    .allMatch(circle::contains);
            if (bottom) {
                StateName first = circle.getFirst();
                findings.add(Diagnostic.of(
                                Code.G103,
                                flow.state(first).namePlace(),
                                "From `" + first + "` no way leads to an end.")
                        .withHelp("Let one of the states it goes through lead to a state with `end`.")
                        .withRelated(circle.stream()
                                .skip(1)
                                .map(name -> new Related(
                                        flow.state(name).namePlace().span(), "and on through `" + name + "`"))
                                .toList()));
            }
        }
    }

    private Collection<StateName> targets(StateName name, Set<StateName> within) {
        return ways.getOrDefault(name, List.of()).stream()
                .map(Way::to)
                .filter(within::contains)
                .toList();
    }
}
