package dev.signalbox.dsl.check;

import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.expr.Compiled;
import dev.signalbox.dsl.expr.EvalException;
import dev.signalbox.dsl.expr.ExprCompiler;
import dev.signalbox.dsl.expr.Scope;
import dev.signalbox.dsl.expr.TemplateCompiler;
import dev.signalbox.dsl.expr.Templates;
import dev.signalbox.dsl.expr.TypeEnv;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What it takes for a run to come into a state of a flow from elsewhere than the flow's own ways: the flow is checked as if
 * there were one more way into that state, on which no more holds than what is known of the run. Exact where the checker is;
 * what it finds stands at the expression that reads too much. Safe to share between threads.
 */
public final class Entrance {
    /** A value is looked into so far; below, nothing is said of it. */
    private static final int DEPTH = 6;

    private final Setting setting;
    private @Nullable Knowledge knowledge;

    Entrance(Setting setting) {
        this.setting = setting;
    }

    private synchronized Knowledge knowledge() {
        if (knowledge == null) {
            knowledge = Knowledge.of(setting);
        }
        return knowledge;
    }

    /** What holds of every run of this flow that stands in that state. */
    public Known in(StateName state) {
        return new Known(
                knowledge().begun(setting.flow().state(state), knowledge().at(state)));
    }

    /** What holds of a run that has these values; its outcome, where it stands in {@code in}, is as that says. */
    public Known having(Map<DataName, Object> values, @Nullable Known in) {
        TypeEnv types = knowledge().atStart();
        for (DataDecl declared : setting.flow().data().values()) {
            Object value = values.get(declared.name());
            types = value == null ? types : with(types, List.of(declared.name().value()), value, 0);
        }
        return outcome(types, in);
    }

    private static TypeEnv with(TypeEnv types, List<String> path, Object value, int depth) {
        TypeEnv env = types.present(path);
        if (depth == DEPTH || value instanceof List<?>) {
            return env;
        }
        if (!(value instanceof Map<?, ?>)) {
            return env.narrow(path, Set.of(value));
        }
        for (Map.Entry<String, Object> field : Json.object(value).entrySet()) {
            List<String> below = new ArrayList<>(path);
            below.add(field.getKey());
            env = with(env, below, field.getValue(), depth + 1);
        }
        return env;
    }

    /**
     * What holds in this flow of every run that stands somewhere in another.
     *
     * @param names a name of the other's data by its name here; without those that the run loses
     * @param given names that the run is given a value for as it comes
     */
    public Known following(Known there, Flow other, Map<DataName, DataName> names, Set<DataName> given) {
        TypeEnv types = knowledge().atStart();
        for (Map.Entry<DataName, DataName> name : names.entrySet()) {
            String theirs = name.getKey().value();
            String ours = name.getValue().value();
            DataDecl declared = setting.flow().data().get(name.getValue());
            DataDecl was = other.data().get(name.getKey());
            if (declared == null || was == null || !there.types().isPresent(theirs)) {
                continue;
            }
            types = was.schema().equals(declared.schema())
                    ? types.adopting(ours, there.types(), theirs)
                    : types.present(List.of(ours));
        }
        for (DataName name : given) {
            types = types.present(List.of(name.value()));
        }
        return outcome(types, there);
    }

    /** {@code error} and {@code decision} are there where they were. */
    private static TypeEnv present(TypeEnv types, Known there, String root) {
        return there.types().isPresent(root) ? types.present(List.of(root)) : types;
    }

    private static Known outcome(TypeEnv types, @Nullable Known there) {
        return there == null
                ? new Known(types)
                : new Known(present(present(types, there, Roots.ERROR), there, Roots.DECISION));
    }

    /** The errors that this flow does not have, and would have if a run came into the state with no more than that. */
    public List<Diagnostic> findings(StateName state, Known known) {
        Set<Diagnostic> own = new HashSet<>(findings(knowledge()));
        return findings(Knowledge.entered(setting, state, known.types())).stream()
                .filter(Diagnostic::isError)
                .filter(found -> own.stream()
                        .noneMatch(mine ->
                                mine.code() == found.code() && mine.place().equals(found.place())))
                .toList();
    }

    private List<Diagnostic> findings(Knowledge what) {
        Findings findings = new Findings();
        ExpressionRules.check(setting, what, true, findings);
        return findings.inFileOrder();
    }

    /** What is wrong with a value that is made of what a run of this flow has. */
    public List<Diagnostic> findings(Template value, Known known) {
        return TemplateCompiler.check(value, known.types(), null);
    }

    /** A value made of what a run of this flow has. Of one with {@link #findings(Template, Known)} it throws. */
    public Object value(Template value, Known known, Scope scope) throws EvalException {
        return Templates.render(value, scope, expr -> compiled(expr, known));
    }

    private static Compiled compiled(Expr expr, Known known) {
        return switch (ExprCompiler.compile(expr, known.types())) {
            case ExprCompiler.Result.Ok ok -> ok.compiled();
            case ExprCompiler.Result.Findings wrong ->
                throw new IllegalArgumentException(wrong.findings().getFirst().message());
        };
    }
}
