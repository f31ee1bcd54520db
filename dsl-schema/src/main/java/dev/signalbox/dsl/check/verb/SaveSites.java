package dev.signalbox.dsl.check.verb;

import dev.signalbox.dsl.check.Setting;
import dev.signalbox.dsl.expr.TypeEnv;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.Save;
import dev.signalbox.dsl.type.Type;
import org.jspecify.annotations.Nullable;

/** {@code save}: the result, or parts of it, have to fit the names' schemas. */
final class SaveSites {
    private SaveSites() {}

    static void visit(Setting setting, @Nullable Save save, Type result, TypeEnv types, Sites sites) {
        switch (save) {
            case null -> {}
            case Save.Whole whole -> {
                DataDecl target = setting.flow().data().get(whole.name());
                if (target != null) {
                    sites.result(result, types, target.schema(), whole.place());
                }
            }
            case Save.Mapping mapping ->
                SetSites.visit(setting, mapping.names(), types.withRoot("result", result), sites);
        }
    }
}
