package dev.signalbox.dsl.check;

import dev.signalbox.dsl.expr.ExprCompiler;
import dev.signalbox.dsl.expr.TypeEnv;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.type.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of an expression's value: its type where it stands, and the schema behind it where it is a plain path. */
final class Values {
    private final Setting setting;
    private @Nullable TypeTable types;

    Values(Setting setting) {
        this.setting = setting;
    }

    /** {@link Type#ANY} where the expression does not compile, which is a finding of its own. */
    Type type(Expr expr) {
        Schema plain = schema(expr);
        if (plain != null) {
            return Type.resolve(plain.type());
        }
        if (types == null) {
            types = new TypeTable(setting);
        }
        TypeEnv here = types.own(expr);
        return ExprCompiler.compile(expr, TypeTable.tolerant(expr, here)) instanceof ExprCompiler.Result.Ok ok
                ? Type.resolve(ok.compiled().type())
                : Type.ANY;
    }

    /** Whether the value may say anything: text that no enum bounds, or something that may hold such text. */
    boolean isFree(Expr expr) {
        return isFree(type(expr));
    }

    static boolean isFree(Type type) {
        return switch (Type.resolve(type)) {
            case Type.Str text -> true;
            case Type.Any any -> true;
            case Type.Obj object -> true;
            case Type.Arr list -> isFree(list.item());
            case Type.Union union -> union.members().stream().anyMatch(Values::isFree);
            case Type.OrNull nullable -> isFree(nullable.type());
            case Type.Ref ref -> isFree(ref.target());
            case Type.Null none -> false;
            case Type.Bool truth -> false;
            case Type.Int whole -> false;
            case Type.Num number -> false;
            case Type.Timestamp time -> false;
            case Type.Dur duration -> false;
            case Type.Enum members -> false;
        };
    }

    /** The schema of a plain path, {@code order.note}; null for anything else. */
    @Nullable
    Schema schema(Expr expr) {
        List<String> path = Identifiers.path(expr.source());
        if (path.isEmpty()) {
            return null;
        }
        Schema root = root(path.getFirst());
        return root == null ? null : root.at(path.subList(1, path.size()));
    }

    private @Nullable Schema root(String name) {
        if (name.equals(Roots.INPUT)) {
            return setting.flow().input();
        }
        DataDecl decl = setting.flow().data().get(new DataName(name));
        return decl == null ? null : decl.schema();
    }
}
