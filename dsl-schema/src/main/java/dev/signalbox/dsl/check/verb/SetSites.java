package dev.signalbox.dsl.check.verb;

import dev.signalbox.dsl.check.Setting;
import dev.signalbox.dsl.expr.TypeEnv;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Template;
import java.util.Map;

/** {@code set}, also beside another verb and on a route: each value has to fit its name's schema. */
public final class SetSites {
    private SetSites() {}

    public static void visit(Setting setting, Map<DataName, Template> values, TypeEnv types, Sites sites) {
        values.forEach((name, value) -> {
            DataDecl target = setting.flow().data().get(name);
            sites.value(value, types, target == null ? null : target.schema());
        });
    }
}
