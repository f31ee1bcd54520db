package dev.signalbox.dsl.check;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.read.Places;
import java.util.List;

/**
 * Holds a flow against every rule of the language. Compiles every expression of the file. Pure; never throws at a user's
 * file. What the reader found is the reader's: a flow is checked when its file was read without errors.
 */
public final class Checker {
    private Checker() {}

    /** As {@link #check(Flow, Workspace, FlowSignatures, Places)}, with the places that the model keeps and no finer ones. */
    public static Checked check(Flow flow, Workspace workspace, FlowSignatures others) {
        return check(flow, workspace, others, Places.NONE);
    }

    /** @param places where each value and key of the flow's file stands */
    public static Checked check(Flow flow, Workspace workspace, FlowSignatures others, Places places) {
        Setting setting = new Setting(flow, workspace, others, places);
        Findings findings = new Findings();
        GraphRules.check(setting, findings);
        boolean sound = !findings.any(Code.G101, Code.G102, Code.G103, Code.G104, Code.G106);
        ReferenceRules.check(setting, findings);
        TriggerRules.check(setting, findings);
        Knowledge knowledge = sound ? Knowledge.of(setting) : Knowledge.unknown(setting);
        ExpressionRules.check(setting, knowledge, sound, findings);
        OutcomeRules.check(setting, findings);
        BoundRules.check(setting, findings);
        ContextRules.check(setting, findings);
        MediaRules.check(setting, findings);
        SafetyRules.check(setting, findings);
        ReliabilityRules.check(setting, findings);
        AdviceRules.check(setting, findings);
        SecretRules.check(setting, findings);
        if (sound) {
            WorstCase.check(setting, findings);
            Values values = new Values(setting);
            LoadRules.check(setting, values, findings);
            TaintRules.check(setting, values, findings);
        }
        DataRules.check(setting, findings);
        List<Diagnostic> all = findings.inFileOrder();
        return new Checked(all, findings.hasErrors() ? null : bind(setting));
    }

    /** A flow that was checked before, fit to run. Compiles nothing until an expression is evaluated. */
    public static CheckedFlow trust(Flow flow, Workspace workspace, FlowSignatures others) {
        return bind(new Setting(flow, workspace, others, Places.NONE));
    }

    private static CheckedFlow bind(Setting setting) {
        return new BoundFlow(setting, new TypeTable(setting));
    }
}
