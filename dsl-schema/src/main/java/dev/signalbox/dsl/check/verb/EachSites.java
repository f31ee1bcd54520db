package dev.signalbox.dsl.check.verb;

import dev.signalbox.dsl.check.Setting;
import dev.signalbox.dsl.expr.TemplateCompiler;
import dev.signalbox.dsl.expr.TypeEnv;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.type.Type;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code each}: its step reads the item and {@code index}; it gives the list of results, or of {@code {value}} or {@code {error}}. */
public final class EachSites {
    private EachSites() {}

    public static void visit(Setting setting, EachVerb each, TypeEnv types, Sites sites) {
        sites.expect(each.in(), types, Sites.Expect.LIST);
        TypeEnv inside = types.withRoot(each.item(), item(each, types)).withRoot("index", Type.INT);
        StepSites.visit(setting, each.step().verb(), each.step().approve(), inside, sites);
        SaveSites.visit(
                setting,
                each.step().save(),
                StepSites.result(setting, each.step().verb()),
                inside,
                sites);
    }

    private static Type item(EachVerb each, TypeEnv types) {
        Type list = Type.resolve(TemplateCompiler.type(new Template.Only(each.in(), each.place()), types));
        return list instanceof Type.Arr array ? array.item() : Type.ANY;
    }

    public static Type result(Setting setting, EachVerb each) {
        Type one = StepSites.result(setting, each.step().verb());
        if (each.collect()) {
            Map<String, Type.Field> fields = new LinkedHashMap<>();
            fields.put("value", new Type.Field(one, false));
            fields.put("error", new Type.Field(FailureTypes.ERROR, false));
            one = new Type.Obj(fields, null);
        }
        return new Type.Arr(one, (long) each.max());
    }
}
