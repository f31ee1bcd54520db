package dev.signalbox.dsl.check.verb;

import dev.signalbox.dsl.check.Setting;
import dev.signalbox.dsl.expr.TypeEnv;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.Approve;
import dev.signalbox.dsl.model.verb.CallVerb;
import dev.signalbox.dsl.type.Type;
import org.jspecify.annotations.Nullable;

/** {@code call}: the arguments have to fit the action's {@code args}; it gives the action's {@code returns}. */
public final class CallSites {
    private CallSites() {}

    public static void visit(Setting setting, CallVerb call, @Nullable Approve approve, TypeEnv types, Sites sites) {
        Action action = setting.flow().actions().get(call.action());
        if (action == null) {
            sites.value(call.with(), types, null);
        } else {
            sites.value(call.with(), Members.withoutChoice(call.with(), types, action.args()), action.args());
        }
        HoldSites.visit(approve, types, sites);
    }

    public static Type result(Setting setting, CallVerb call) {
        Action action = setting.flow().actions().get(call.action());
        return action == null || action.returns() == null
                ? Type.ANY
                : action.returns().type();
    }
}
