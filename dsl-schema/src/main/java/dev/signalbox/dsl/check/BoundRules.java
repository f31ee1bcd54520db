package dev.signalbox.dsl.check;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Related;
import dev.signalbox.dsl.graph.Outcomes;
import dev.signalbox.dsl.graph.Way;
import dev.signalbox.dsl.graph.Ways;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Limits;
import dev.signalbox.dsl.model.Route;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** B301–B303: whatever repeats has a bound, and what happens at the bound is said. */
final class BoundRules {
    private final Setting setting;
    private final Flow flow;
    private final Findings findings;

    private BoundRules(Setting setting, Findings findings) {
        this.setting = setting;
        this.flow = setting.flow();
        this.findings = findings;
    }

    static void check(Setting setting, Findings findings) {
        BoundRules rules = new BoundRules(setting, findings);
        // A circle that nothing leaves is said by G103 already.
        if (!findings.any(Code.G103)) {
            rules.circles();
        }
        rules.exhausted();
        rules.limits();
    }

    private void circles() {
        Map<StateName, List<Way>> ways = Ways.of(flow);
        Set<StateName> unbounded = new LinkedHashSet<>();
        flow.states().values().stream()
                .filter(state -> state.visits() == null)
                .forEach(state -> unbounded.add(state.name()));
        for (List<StateName> circle : Circles.of(unbounded, name -> onward(ways, name, unbounded))) {
            StateName first = circle.getFirst();
            if (circle.size() == 1 && !onward(ways, first, unbounded).contains(first)) {
                continue;
            }
            findings.add(Diagnostic.of(
                            Code.B301,
                            flow.state(first).namePlace(),
                            circle.size() == 1
                                    ? "`" + first + "` can follow itself for ever."
                                    : "A run can go round for ever through " + quoted(circle) + ".")
                    .withHelp("Give one of the states `visits: N` and say in `otherwise` where `exhausted` leads.")
                    .withRelated(circle.stream()
                            .skip(1)
                            .map(name -> new Related(
                                    flow.state(name).namePlace().span(), "the circle goes through `" + name + "`"))
                            .toList()));
        }
    }

    /** A route with {@code in_a_row} bounds itself: it is {@code exhausted} after that many. */
    private static Collection<StateName> onward(
            Map<StateName, List<Way>> ways, StateName from, Set<StateName> unbounded) {
        return ways.getOrDefault(from, List.of()).stream()
                .filter(way -> way.route() == null || way.route().inARow() == null)
                .map(Way::to)
                .filter(unbounded::contains)
                .toList();
    }

    private static String quoted(List<StateName> names) {
        return String.join(", ", names.stream().map(name -> "`" + name + "`").toList());
    }

    private void exhausted() {
        for (State state : flow.states().values()) {
            if (Ways.route(flow, state, Outcomes.EXHAUSTED) != null) {
                continue;
            }
            if (state.visits() != null) {
                findings.add(
                        Code.B302,
                        setting.key(state.place().path() + "/visits", state.namePlace()),
                        "Nothing says where `" + state.name() + "` leads once its visits are used up.",
                        "Add `otherwise: { exhausted: STATE }` to the state or the flow.");
            } else {
                for (Route route : state.otherwise().values()) {
                    if (route.inARow() != null) {
                        findings.add(
                                Code.B302,
                                setting.key(route.place().path() + "/in_a_row", route.place()),
                                "Nothing says where `" + state.name() + "` leads after " + route.inARow()
                                        + " in a row.",
                                "Add `otherwise: { exhausted: STATE }` to the state or the flow.");
                    }
                }
            }
        }
    }

    private void limits() {
        if (flow.limits().equals(Limits.NONE)) {
            findings.add(
                    Code.B303,
                    setting.value("/flow", flow.place()),
                    "Neither the flow nor the workspace limits what a run may use.",
                    "Add `limits: { steps: 50, cost_usd: 1.0, duration: 7d }` with what fits.");
        }
    }
}
