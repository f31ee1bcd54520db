package dev.signalbox.dsl.check.verb;

import dev.signalbox.dsl.expr.TypeEnv;
import dev.signalbox.dsl.model.ContextItem;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.type.Type;

/** {@code llm}: what its context loads and when, and the list its reply must be of; it gives a value of its schema. */
public final class LlmSites {
    private LlmSites() {}

    public static void visit(LlmVerb llm, TypeEnv types, Sites sites) {
        for (ContextItem item : llm.context().load()) {
            TypeEnv loading = types;
            if (item.when() != null) {
                sites.condition(item.when(), types);
                loading = Conditions.whenTrue(item.when(), types);
            }
            if (item.source() instanceof ContextItem.Source.From from) {
                sites.loaded(item, from.expr(), loading);
            }
        }
        if (llm.among() != null) {
            sites.expect(llm.among(), types, Sites.Expect.LIST);
        }
    }

    public static Type result(LlmVerb llm) {
        return llm.output() == null ? Type.ANY : llm.output().type();
    }
}
