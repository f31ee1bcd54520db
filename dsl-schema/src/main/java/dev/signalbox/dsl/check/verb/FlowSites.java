package dev.signalbox.dsl.check.verb;

import dev.signalbox.dsl.check.FlowSignature;
import dev.signalbox.dsl.check.Setting;
import dev.signalbox.dsl.expr.TypeEnv;
import dev.signalbox.dsl.model.Approve;
import dev.signalbox.dsl.model.verb.FlowVerb;
import dev.signalbox.dsl.type.Type;
import org.jspecify.annotations.Nullable;

/** {@code flow}: what it is given has to fit the other flow's input; it gives that flow's output. */
public final class FlowSites {
    private FlowSites() {}

    public static void visit(Setting setting, FlowVerb child, @Nullable Approve approve, TypeEnv types, Sites sites) {
        FlowSignature signature = setting.others().find(child.flow());
        sites.value(child.with(), types, signature == null ? null : signature.input());
        HoldSites.visit(approve, types, sites);
    }

    public static Type result(Setting setting, FlowVerb child) {
        FlowSignature signature = setting.others().find(child.flow());
        return signature == null || signature.output() == null
                ? Type.ANY
                : signature.output().type();
    }
}
