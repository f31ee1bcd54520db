package dev.signalbox.core.decide;

import dev.signalbox.core.run.Hold;
import dev.signalbox.dsl.expr.Scope;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person is shown, each value with whose words it is. What is not there yet is shown as missing. */
final class Evidence {
    private Evidence() {}

    static List<Hold.Shown> of(Turn turn, List<Expr> show, Scope scope) {
        List<Hold.Shown> shown = new ArrayList<>();
        for (Expr expr : show) {
            shown.add(new Hold.Shown(expr.source().trim(), value(turn, expr, scope), origin(turn, expr)));
        }
        return shown;
    }

    static @Nullable Object value(Turn turn, Expr expr, Scope scope) {
        try {
            Object value = Values.eval(turn.checked(), expr, scope);
            return redacted(turn, expr) && !Json.isNull(value) ? "[redacted]" : value;
        } catch (ValueFailure e) {
            return null;
        }
    }

    private static boolean redacted(Turn turn, Expr expr) {
        return turn.checked().roots(expr).stream().anyMatch(root -> {
            DataDecl data = turn.flow().data().get(new DataName(root));
            return data != null && data.redact();
        });
    }

    /** A value made of several is as little to be trusted as its least trusted part: a model's. */
    private static String origin(Turn turn, Expr expr) {
        String origin = "flow";
        for (String root : turn.checked().roots(expr)) {
            String of = root.equals("input")
                    ? "input"
                    : turn.run().memory().origins().getOrDefault(new DataName(root), "flow");
            if (of.equals("model") || origin.equals("flow")) {
                origin = of;
            }
            if (origin.equals("model")) {
                break;
            }
        }
        return origin;
    }
}
