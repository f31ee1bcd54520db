package dev.signalbox.dsl.check.verb;

import dev.signalbox.dsl.check.Setting;
import dev.signalbox.dsl.expr.TypeEnv;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.verb.AskVerb;
import dev.signalbox.dsl.model.verb.BranchVerb;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.model.verb.EndVerb;
import dev.signalbox.dsl.model.verb.ParallelVerb;
import dev.signalbox.dsl.model.verb.SetVerb;
import dev.signalbox.dsl.model.verb.StepVerb;
import dev.signalbox.dsl.model.verb.WaitVerb;
import dev.signalbox.dsl.type.Type;

/** The dispatch over the verbs. A branch has nothing but its {@code next}. */
public final class VerbSites {
    private VerbSites() {}

    /** The verb's own expressions and the state's {@code save}, with the types as the state is entered. */
    public static void visit(Setting setting, State state, TypeEnv types, Sites sites) {
        switch (state.verb()) {
            case SetVerb set -> SetSites.visit(setting, set.values(), types, sites);
            case StepVerb step -> StepSites.visit(setting, step, state.approve(), types, sites);
            case AskVerb ask -> AskSites.visit(ask, types, sites);
            case WaitVerb wait -> WaitSites.visit(setting, wait, types, sites);
            case ParallelVerb parallel -> ParallelSites.visit(setting, parallel, types, sites);
            case EachVerb each -> EachSites.visit(setting, each, types, sites);
            case EndVerb end -> EndSites.visit(setting, end, types, sites);
            case BranchVerb branch -> {}
        }
        SaveSites.visit(setting, state.save(), result(setting, state), types, sites);
    }

    /** The type of what the state gives. */
    public static Type result(Setting setting, State state) {
        return switch (state.verb()) {
            case SetVerb set -> Type.ANY;
            case StepVerb step -> StepSites.result(setting, step);
            case AskVerb ask -> AskSites.result(ask);
            case WaitVerb wait -> WaitSites.result(setting, wait);
            case ParallelVerb parallel -> ParallelSites.result(setting, parallel);
            case EachVerb each -> EachSites.result(setting, each);
            case EndVerb end -> Type.ANY;
            case BranchVerb branch -> Type.ANY;
        };
    }
}
