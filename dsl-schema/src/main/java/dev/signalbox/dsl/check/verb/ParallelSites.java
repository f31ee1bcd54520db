package dev.signalbox.dsl.check.verb;

import dev.signalbox.dsl.check.Setting;
import dev.signalbox.dsl.expr.TypeEnv;
import dev.signalbox.dsl.model.verb.ParallelVerb;
import dev.signalbox.dsl.type.Type;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code parallel}: every branch sees the data as at entry; it gives the branches' results by name. */
public final class ParallelSites {
    private ParallelSites() {}

    public static void visit(Setting setting, ParallelVerb parallel, TypeEnv types, Sites sites) {
        for (ParallelVerb.Branch branch : parallel.branches().values()) {
            StepSites.visit(setting, branch.step().verb(), branch.step().approve(), types, sites);
            SaveSites.visit(
                    setting,
                    branch.step().save(),
                    StepSites.result(setting, branch.step().verb()),
                    types,
                    sites);
        }
    }

    public static Type result(Setting setting, ParallelVerb parallel) {
        boolean all = parallel.join() instanceof ParallelVerb.Join.All;
        Map<String, Type.Field> fields = new LinkedHashMap<>();
        parallel.branches()
                .forEach((name, branch) -> fields.put(
                        name,
                        new Type.Field(StepSites.result(setting, branch.step().verb()), all)));
        return new Type.Obj(fields, null);
    }
}
