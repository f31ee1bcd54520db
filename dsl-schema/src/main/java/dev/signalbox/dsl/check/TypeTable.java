package dev.signalbox.dsl.check;

import dev.signalbox.dsl.check.verb.ActionSites;
import dev.signalbox.dsl.expr.TypeEnv;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Flow;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The types that hold where each expression stands. Filled when it is first asked, so that opening a flow costs nothing
 * until an expression is evaluated; then it compiles the conditions of the flow's branches and no others.
 */
final class TypeTable {
    private final Setting setting;
    private @Nullable Map<Integer, TypeEnv> own;
    private @Nullable Map<Integer, TypeEnv> shared;

    TypeTable(Setting setting) {
        this.setting = setting;
    }

    static boolean isOwn(Flow flow, Expr expr) {
        return expr.id() >= 0
                && expr.id() < flow.expressions().size()
                && flow.expressions().get(expr.id()).equals(expr);
    }

    synchronized TypeEnv own(Expr expr) {
        if (own == null) {
            TypeRecorder recorder = new TypeRecorder(TypeTable::tolerant);
            FlowPlaces.visit(setting, Knowledge.of(setting), recorder);
            // The workspace's actions are checked with its own file, but evaluated as this flow's.
            setting.flow().actions().values().stream()
                    .filter(Action::shared)
                    .forEach(action -> ActionSites.visit(setting.workspace(), action, recorder));
            own = recorder.types();
        }
        return own.getOrDefault(expr.id(), TypeEnv.of(Map.of()));
    }

    synchronized TypeEnv shared(Expr expr) {
        if (shared == null) {
            TypeRecorder recorder = new TypeRecorder(TypeTable::tolerant);
            FlowPlaces.visit(setting.workspace(), recorder);
            shared = recorder.types();
        }
        return shared.getOrDefault(expr.id(), TypeEnv.of(Map.of()));
    }

    /** What is shown or edited is tolerated when it is not there: evaluation finds out. */
    static TypeEnv tolerant(Expr expr, TypeEnv types) {
        TypeEnv after = types;
        for (String root : Identifiers.roots(expr.source())) {
            if (types.roots().contains(root)) {
                after = after.present(List.of(root));
            }
        }
        List<String> path = Identifiers.path(expr.source());
        return path.isEmpty() || !types.roots().contains(path.getFirst()) ? after : after.present(path);
    }
}
