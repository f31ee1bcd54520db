package dev.signalbox.dsl.check.verb;

import dev.signalbox.dsl.check.Setting;
import dev.signalbox.dsl.expr.TypeEnv;
import dev.signalbox.dsl.model.Approve;
import dev.signalbox.dsl.model.verb.CallVerb;
import dev.signalbox.dsl.model.verb.FlowVerb;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.model.verb.StepVerb;
import dev.signalbox.dsl.type.Type;
import org.jspecify.annotations.Nullable;

/** A single step, as a state of its own or inside {@code parallel} or {@code each}. */
final class StepSites {
    private StepSites() {}

    static void visit(Setting setting, StepVerb verb, @Nullable Approve approve, TypeEnv types, Sites sites) {
        switch (verb) {
            case CallVerb call -> CallSites.visit(setting, call, approve, types, sites);
            case LlmVerb llm -> LlmSites.visit(llm, types, sites);
            case FlowVerb child -> FlowSites.visit(setting, child, approve, types, sites);
        }
    }

    static Type result(Setting setting, StepVerb verb) {
        return switch (verb) {
            case CallVerb call -> CallSites.result(setting, call);
            case LlmVerb llm -> LlmSites.result(llm);
            case FlowVerb child -> FlowSites.result(setting, child);
        };
    }
}
