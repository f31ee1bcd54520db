package dev.signalbox.dsl.check;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.Approve;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Risk;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.Trigger;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.model.verb.AskVerb;
import dev.signalbox.dsl.model.verb.CallVerb;

/** S501, S502, S509 and S505 of triggers; the secrets that expressions name are {@link Secrets}'. */
final class SafetyRules {
    private final Setting setting;
    private final Flow flow;
    private final Findings findings;

    private SafetyRules(Setting setting, Findings findings) {
        this.setting = setting;
        this.flow = setting.flow();
        this.findings = findings;
    }

    static void check(Setting setting, Findings findings) {
        SafetyRules rules = new SafetyRules(setting, findings);
        rules.flow.data().values().forEach(rules::fetch);
        for (State state : rules.flow.states().values()) {
            Steps.of(state).forEach(rules::step);
            if (state.verb() instanceof AskVerb ask && ask.within() == null) {
                rules.unbounded(setting.key(state.place().path() + "/ask", ask.place()), "answers");
            }
        }
        rules.flow.triggers().forEach(rules::trigger);
    }

    private void step(Steps.Step step) {
        if (step.verb() instanceof CallVerb call && step.approve() == null) {
            Action action = flow.actions().get(call.action());
            if (action != null && !(action.risk() instanceof Risk.Low)) {
                findings.add(
                        Code.S501,
                        call.actionPlace(),
                        "`" + call.action() + "` " + why(action.risk()) + ", and nobody has to approve this call.",
                        "Add `approve` to this step"
                                + (action.shared() ? "." : ", or say `risk: low` at the action if it is harmless."));
            }
        }
        Approve approve = step.approve();
        if (approve != null && approve.within() == null) {
            unbounded(setting.key(step.path() + "/approve", approve.place()), "decides");
        }
        if (approve != null && !approve.notRequester() && approve.count() < 2) {
            alone(setting.key(step.path() + "/approve", approve.place()), approve);
        }
    }

    /** By the people whom the workspace configures; an operator stands for everybody and is not counted. */
    private void alone(Place place, Approve approve) {
        for (Workspace.Person person : setting.workspace().people().values()) {
            boolean starts = person.roles().contains("starter");
            boolean decides = approve.by().isEmpty()
                    || approve.by().contains(person.id())
                    || !java.util.Collections.disjoint(approve.by(), person.groups());
            if (starts && decides && person.roles().contains("approver")) {
                findings.add(
                        Code.S509,
                        place,
                        "`" + person.id() + "` may start a run and approve this alone.",
                        "Add `not: requester` or `count: 2` where two people are wanted.");
                return;
            }
        }
    }

    private static String why(Risk risk) {
        return switch (risk) {
            case Risk.High high -> "is risky";
            case Risk.When when -> "is risky when `" + when.condition().source().strip() + "`";
            case Risk.Low low -> "is harmless";
        };
    }

    private void unbounded(Place place, String does) {
        findings.add(
                Code.S502,
                place,
                "This holds for ever when nobody " + does + ".",
                "Add `within: 48h` and say in `otherwise` where `expired` leads.");
    }

    private void fetch(DataDecl decl) {
        if (decl.fetch() == null) {
            return;
        }
        Action action = flow.actions().get(decl.fetch().call());
        if (action != null && (action.effect() == Action.Effect.WRITE || !(action.risk() instanceof Risk.Low))) {
            findings.add(
                    Code.S501,
                    setting.value(
                            decl.fetch().place().path() + "/call", decl.fetch().place()),
                    "`" + decl.name() + "` is fetched without asking anybody, and `" + action.name() + "` "
                            + (action.effect() == Action.Effect.WRITE ? "writes." : why(action.risk()) + "."),
                    "Fetch with an action of `effect: read` and `risk: low`.");
        }
    }

    private void trigger(Trigger trigger) {
        if (trigger instanceof Trigger.Http http
                && !setting.workspace().secrets().containsKey(http.signature().secret())) {
            Place place = setting.value(http.place().path() + "/hmac/secret", http.place());
            findings.unknown(
                    Code.S505,
                    place,
                    "secret",
                    http.signature().secret(),
                    setting.workspace().secrets().keySet());
        }
    }
}
