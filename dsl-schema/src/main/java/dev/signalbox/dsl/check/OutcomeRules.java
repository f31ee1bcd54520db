package dev.signalbox.dsl.check;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.graph.Outcomes;
import dev.signalbox.dsl.graph.Ways;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Risk;
import dev.signalbox.dsl.model.Route;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.Transport;
import dev.signalbox.dsl.model.verb.AskVerb;
import dev.signalbox.dsl.model.verb.CallVerb;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.model.verb.EndVerb;
import dev.signalbox.dsl.model.verb.WaitVerb;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * E204 and E205 of {@code otherwise}: what a person or a model may well do is handled, and what cannot happen is not
 * written. Failures are R602's, visits B302's; an overflow and an unknown write have an answer of their own.
 */
final class OutcomeRules {
    private static final List<String> EXPECTED = List.of(Outcomes.INVALID, Outcomes.REJECTED, Outcomes.EXPIRED);

    private OutcomeRules() {}

    static void check(Setting setting, Findings findings) {
        Flow flow = setting.flow();
        for (State state : flow.states().values()) {
            if (state.verb() instanceof EndVerb end) {
                output(flow, state, end, findings);
                continue;
            }
            Set<String> possible = Outcomes.of(flow, state);
            missing(flow, state, possible, findings);
            for (Route route : state.otherwise().values()) {
                impossible(setting, state, route, possible, findings);
            }
        }
    }

    private static void output(Flow flow, State state, EndVerb end, Findings findings) {
        if (end.status() == EndVerb.Status.SUCCEEDED && end.output() == null && flow.output() != null) {
            findings.add(
                    Code.E208,
                    state.namePlace(),
                    "`" + state.name() + "` ends the run without the output that the flow promises.",
                    "Add `output` with what the flow's `output` describes.");
        }
    }

    private static void missing(Flow flow, State state, Set<String> possible, Findings findings) {
        if (state.verb() instanceof EachVerb each && each.collect()) {
            return;
        }
        List<String> open = new ArrayList<>();
        for (String outcome : EXPECTED) {
            if (possible.contains(outcome) && likely(state, outcome) && Ways.route(flow, state, outcome) == null) {
                open.add("`" + outcome + "`");
            }
        }
        if (!open.isEmpty()) {
            findings.add(
                    Code.E204,
                    state.namePlace(),
                    "Nothing says where `" + state.name() + "` leads when it ends as " + String.join(" or ", open)
                            + ".",
                    "Name a state for it in the `otherwise` of the state or the flow.");
        }
    }

    /** An {@code ask} is answered rather than rejected; a hold without a time has a finding of its own (S502). */
    private static boolean likely(State state, String outcome) {
        if (state.verb() instanceof AskVerb ask) {
            return outcome.equals(Outcomes.EXPIRED) && ask.within() != null;
        }
        return !outcome.equals(Outcomes.EXPIRED)
                || state.verb() instanceof WaitVerb
                || Steps.of(state).stream()
                        .anyMatch(
                                step -> step.approve() != null && step.approve().within() != null);
    }

    /** A risky call that lacks its {@code approve} has a finding of its own (S501); its routes wait for it. */
    private static boolean awaitsApproval(Flow flow, State state) {
        return Steps.of(state).stream()
                .filter(step -> step.verb() instanceof CallVerb && step.approve() == null)
                .map(step -> flow.actions().get(((CallVerb) step.verb()).action()))
                .anyMatch(action -> action == null || !(action.risk() instanceof Risk.Low));
    }

    private static void impossible(Setting setting, State state, Route route, Set<String> possible, Findings findings) {
        String outcome = route.outcome();
        String family = Outcomes.family(outcome);
        boolean decision = family.equals(Outcomes.REJECTED) || family.equals(Outcomes.EXPIRED);
        if (decision && awaitsApproval(setting.flow(), state)) {
            return;
        }
        if (!Outcomes.possible(state, possible, outcome)) {
            findings.add(
                    Code.E205,
                    setting.key(state.place().path() + "/otherwise/" + outcome, route.place()),
                    "`" + state.name() + "` cannot end as `" + outcome + "`.",
                    family.equals(Outcomes.CANCELLED)
                            ? "Cleaning up after a cancel is the flow's: put it in the flow's `otherwise`."
                            : "It can end as " + String.join(", ", possible) + ".");
        } else if (outcome.startsWith("action.") && state.verb() instanceof CallVerb call) {
            Action action = setting.flow().actions().get(call.action());
            if (action != null && action.transport() instanceof Transport.Http) {
                List<String> codes = action.fails().stream()
                        .map(failure -> "action." + failure.code())
                        .toList();
                if (!codes.contains(outcome)) {
                    findings.unknown(
                            Code.E205,
                            setting.key(state.place().path() + "/otherwise/" + outcome, route.place()),
                            "failure of `" + call.action() + "` called",
                            outcome,
                            codes);
                }
            }
        }
    }
}
