package dev.signalbox.dsl.check;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.graph.Outcomes;
import dev.signalbox.dsl.graph.Way;
import dev.signalbox.dsl.graph.Ways;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.ActionName;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.test.Expect;
import dev.signalbox.dsl.model.test.Script;
import dev.signalbox.dsl.model.test.TestCase;
import dev.signalbox.dsl.model.test.TestFile;
import dev.signalbox.dsl.model.verb.AskVerb;
import dev.signalbox.dsl.model.verb.CallVerb;
import dev.signalbox.dsl.model.verb.EndVerb;
import dev.signalbox.dsl.model.verb.FlowVerb;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.read.LoadedWorkspace;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.type.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * T803 and T804: what a test expects and its flow can never do, and scripts that no run can come to. Both are said only where the flow and
 * all that it calls are there and without errors.
 */
final class TestRules {
    private final Flow flow;
    private final List<Flow> all;
    private final Findings findings = new Findings();

    private TestRules(Flow flow, List<Flow> all) {
        this.flow = flow;
        this.all = all;
    }

    static List<Diagnostic> check(TestFile file, LoadedWorkspace loaded, Map<FlowName, CheckedFlow> sound) {
        ReadFlow read = loaded.flows().get(file.flow());
        Flow tested = read == null ? null : read.flow();
        List<Flow> all = tested == null ? List.of() : below(tested, sound);
        if (tested == null || all.isEmpty()) {
            return List.of();
        }
        TestRules rules = new TestRules(tested, all);
        file.tests().forEach(rules::test);
        return rules.findings.inFileOrder();
    }

    /** The flow and every flow that it may start; empty when one of them is not there or has errors. */
    private static List<Flow> below(Flow tested, Map<FlowName, CheckedFlow> sound) {
        Map<FlowName, Flow> found = new LinkedHashMap<>();
        List<FlowName> open = new ArrayList<>(List.of(tested.name()));
        while (!open.isEmpty()) {
            FlowName name = open.removeLast();
            CheckedFlow checked = sound.get(name);
            // Of two files that give themselves one name, only one is the flow of that name.
            if (checked == null
                    || (name.equals(tested.name()) && !checked.flow().place().equals(tested.place()))) {
                return List.of();
            }
            if (found.putIfAbsent(name, checked.flow()) == null) {
                for (State state : checked.flow().states().values()) {
                    for (Steps.Step step : Steps.of(state)) {
                        if (step.verb() instanceof FlowVerb child) {
                            open.add(child.flow());
                        }
                    }
                }
            }
        }
        return List.copyOf(found.values());
    }

    private void test(TestCase test) {
        Expect expect = test.expect();
        path(expect);
        end(test);
        output(expect);
        calls(expect);
        data(expect);
        expect.context().forEach((state, script) -> {
            if (never(state, TestRules::asksModel)) {
                never(script, "`" + state + "` asks no model, so there is no context to look at.");
            } else {
                script.entries().forEach(entry -> dropped(state, entry));
            }
        });
        expect.held().forEach((state, script) -> {
            if (never(state, TestRules::holds)) {
                never(script, "`" + state + "` asks nobody, so nothing is ever held there.");
            }
        });
        test.models().forEach((state, script) -> {
            if (never(state, TestRules::asksModel)) {
                unused(script, "`" + state + "` asks no model, so nothing plays this reply.");
            }
        });
        test.people().forEach((state, script) -> {
            if (never(state, (of, one) -> holds(of, one) || asksModel(of, one))) {
                unused(script, "`" + state + "` asks nobody, so nobody decides there.");
            }
        });
        test.actions().forEach((action, script) -> {
            if (all.stream().noneMatch(one -> calls(one, new ActionName(action)))) {
                unused(script, "Nothing calls `" + action + "`, so it never answers.");
            }
        });
    }

    private interface Asked {
        boolean of(Flow flow, State state);
    }

    /** Whether no state of that name, in any of the flows, is so. */
    private boolean never(String state, Asked asked) {
        return all.stream()
                .map(one -> one.states().containsKey(new StateName(state))
                        && asked.of(one, one.state(new StateName(state))))
                .noneMatch(yes -> yes);
    }

    private static boolean asksModel(Flow flow, State state) {
        return Steps.of(state).stream().anyMatch(step -> step.verb() instanceof LlmVerb);
    }

    /** For an answer, for an approval, or for what became of a write. */
    private static boolean holds(Flow flow, State state) {
        return state.verb() instanceof AskVerb
                || Steps.of(state).stream().anyMatch(step -> step.approve() != null)
                || Outcomes.of(flow, state).contains(Outcomes.UNKNOWN);
    }

    private static boolean calls(Flow flow, ActionName action) {
        for (DataDecl decl : flow.data().values()) {
            if (decl.fetch() != null && decl.fetch().call().equals(action)) {
                return true;
            }
        }
        return flow.states().values().stream()
                .flatMap(state -> Steps.of(state).stream())
                .anyMatch(step ->
                        step.verb() instanceof CallVerb call && call.action().equals(action));
    }

    private void unused(Script<?> script, String message) {
        findings.add(Code.T804, script.place(), message, "Take it out, or script the state or action that is meant.");
    }

    private void never(Script<?> script, String message) {
        findings.add(Code.T803, script.place(), message, "Take it out, or name the state that is meant.");
    }

    private void dropped(String state, Expect.ContextExpect entry) {
        Set<String> loaded = new LinkedHashSet<>();
        for (Flow one : all) {
            State there = one.states().get(new StateName(state));
            for (Steps.Step step : there == null ? List.<Steps.Step>of() : Steps.of(there)) {
                if (step.verb() instanceof LlmVerb llm) {
                    llm.context().load().forEach(item -> loaded.add(item.name()));
                }
            }
        }
        for (String item : entry.dropped() == null ? List.<String>of() : entry.dropped()) {
            if (!loaded.contains(item)) {
                findings.unknown(Code.T803, entry.place(), "loaded item", item, loaded);
            }
        }
    }

    private void path(Expect expect) {
        List<String> path = expect.path();
        if (path == null || path.isEmpty()) {
            return;
        }
        if (!path.getFirst().equals(flow.start().value())) {
            findings.add(
                    Code.T803,
                    expect.placeOf("path/0"),
                    "A run of this flow begins at `" + flow.start() + "`, not at `" + path.getFirst() + "`.",
                    "List every state that the run enters, from the first on.");
            return;
        }
        for (int i = 1; i < path.size(); i++) {
            StateName from = new StateName(path.get(i - 1));
            Set<StateName> next = next(from);
            if (!next.contains(new StateName(path.get(i)))) {
                findings.add(
                        Code.T803,
                        expect.placeOf("path/" + i),
                        "No way leads from `" + from + "` to `" + path.get(i) + "`.",
                        next.isEmpty()
                                ? "`" + from + "` ends the run."
                                : "From there a run comes to " + listed(next) + ".");
                return;
            }
        }
    }

    /** The states that a run may enter after one: also past those that it no longer may enter, for its visits or a limit are used up. */
    private Set<StateName> next(StateName from) {
        Set<StateName> next = new LinkedHashSet<>();
        for (Way way : Ways.from(flow, flow.state(from))) {
            next.add(way.to());
        }
        List<StateName> open = new ArrayList<>(next);
        while (!open.isEmpty()) {
            State passed = flow.state(open.removeLast());
            for (String outcome : List.of(Outcomes.EXHAUSTED, Outcomes.LIMIT)) {
                var route = Outcomes.of(flow, passed).contains(outcome) ? Ways.route(flow, passed, outcome) : null;
                if (route != null && next.add(route.to())) {
                    open.add(route.to());
                }
            }
        }
        return next;
    }

    private static String listed(Set<StateName> names) {
        return String.join(", ", names.stream().map(name -> "`" + name + "`").toList());
    }

    private void end(TestCase test) {
        String end = test.expect().end();
        if (end == null || test.cancelAfter() != null) {
            return;
        }
        EndVerb.Status status = status(end);
        Set<String> ends = new LinkedHashSet<>();
        flow.states().values().forEach(state -> {
            if (state.verb() instanceof EndVerb verb) {
                ends.add(verb.status().name().toLowerCase(Locale.ROOT));
            }
        });
        if (status != null && !ends.contains(end)) {
            findings.add(
                    Code.T803,
                    test.expect().placeOf("end"),
                    "No state of this flow ends a run as `" + end + "`.",
                    "It ends as " + String.join(" or ", ends) + ".");
            return;
        }
        List<String> path = test.expect().path();
        if (status != null && path != null && !path.isEmpty()) {
            State last = flow.states().get(new StateName(path.getLast()));
            if (last != null && !(last.verb() instanceof EndVerb verb && verb.status() == status)) {
                findings.add(
                        Code.T803,
                        test.expect().placeOf("end"),
                        "A run whose last state is `" + last.name() + "` does not end as `" + end + "`.",
                        "Let the path go on to the state that ends it so.");
            }
        }
    }

    /** Null for what no `end` of a flow brings about. */
    private static EndVerb.@Nullable Status status(String end) {
        for (EndVerb.Status status : EndVerb.Status.values()) {
            if (status.name().toLowerCase(Locale.ROOT).equals(end)) {
                return status;
            }
        }
        return null;
    }

    private void output(Expect expect) {
        Schema promised = flow.output();
        if (expect.output() != null
                && promised != null
                && promised.fit(expect.output()) instanceof Schema.Fit.Misfit misfit) {
            findings.add(
                    Code.T803,
                    placeOf(expect, "output", misfit),
                    "The flow's `output` is never so: "
                            + misfit.problems().getFirst().message() + ".",
                    "An output fits the schema that the flow promises, or the run does not end with it.");
        }
    }

    private void calls(Expect expect) {
        expect.calls().forEach((name, calls) -> {
            List<Action> actions = all.stream()
                    .map(one -> one.actions().get(new ActionName(name)))
                    .filter(java.util.Objects::nonNull)
                    .toList();
            for (int i = 0; i < calls.size(); i++) {
                Object args = calls.get(i);
                Schema.Fit.Misfit first = null;
                for (Action action : actions) {
                    Schema.Fit fit = action.args().fit(args);
                    if (fit instanceof Schema.Fit.Misfit misfit) {
                        first = first == null ? misfit : first;
                    } else {
                        first = null;
                        break;
                    }
                }
                if (first != null) {
                    findings.add(
                            Code.T803,
                            placeOf(expect, "calls/" + name + "/" + i, first),
                            "`" + name + "` is never called so: "
                                    + first.problems().getFirst().message() + ".",
                            "A call's arguments fit the schema of the action, or it is not made.");
                }
            }
        });
    }

    /** The value that does not fit, or the last one above it that is there. */
    private static Place placeOf(Expect expect, String part, Schema.Fit.Misfit misfit) {
        String path = part + misfit.problems().getFirst().pointer();
        while (path.length() > part.length() && !expect.places().containsKey(path)) {
            path = path.substring(0, path.lastIndexOf('/'));
        }
        return expect.placeOf(path);
    }

    private void data(Expect expect) {
        Set<String> known = new LinkedHashSet<>();
        flow.data().keySet().forEach(name -> known.add(name.value()));
        expect.data().keySet().forEach(name -> {
            if (!known.contains(name)) {
                findings.unknown(Code.T801, expect.placeOf("data/" + name), "name of data", name, known);
            }
        });
    }
}
