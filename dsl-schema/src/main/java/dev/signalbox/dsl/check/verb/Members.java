package dev.signalbox.dsl.check.verb;

import dev.signalbox.dsl.expr.ExprCompiler;
import dev.signalbox.dsl.expr.TypeEnv;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.type.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A member of a model's {@code choose}, passed on as arguments. */
final class Members {
    private static final String CHOICE = "choice";

    private Members() {}

    /** {@code with: ${NAME}} passes a member without its {@code choice}: the name's type there is without it. */
    static TypeEnv withoutChoice(Template with, TypeEnv types, Schema target) {
        if (!(with instanceof Template.Only only)
                || !(ExprCompiler.compile(only.expr(), types) instanceof ExprCompiler.Result.Ok ok)) {
            return types;
        }
        List<String> path = ok.compiled().path().orElse(List.of());
        if (path.size() != 1
                || !(Type.resolve(ok.compiled().type()) instanceof Type.Obj member)
                || !member.fields().containsKey(CHOICE)
                || (Type.resolve(target.type()) instanceof Type.Obj args
                        && args.fields().containsKey(CHOICE))) {
            return types;
        }
        Map<String, Type.Field> fields = new LinkedHashMap<>(member.fields());
        fields.remove(CHOICE);
        return types.withRoot(path.getFirst(), new Type.Obj(fields, member.rest()));
    }
}
