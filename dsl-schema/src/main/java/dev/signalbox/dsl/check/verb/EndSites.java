package dev.signalbox.dsl.check.verb;

import dev.signalbox.dsl.check.Setting;
import dev.signalbox.dsl.expr.TypeEnv;
import dev.signalbox.dsl.model.verb.EndVerb;

/** {@code end}: a success has to deliver the flow's output; an error is text. */
public final class EndSites {
    private EndSites() {}

    public static void visit(Setting setting, EndVerb end, TypeEnv types, Sites sites) {
        if (end.output() != null) {
            boolean success = end.status() == EndVerb.Status.SUCCEEDED;
            sites.value(end.output(), types, success ? setting.flow().output() : null);
        }
        if (end.error() != null) {
            sites.expect(end.error(), types, Sites.Expect.TEXT);
        }
    }
}
