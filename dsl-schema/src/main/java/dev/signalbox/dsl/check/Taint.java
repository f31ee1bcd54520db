package dev.signalbox.dsl.check;

import dev.signalbox.dsl.expr.TemplateCompiler;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Route;
import dev.signalbox.dsl.model.Save;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.verb.AskVerb;
import dev.signalbox.dsl.model.verb.BranchVerb;
import dev.signalbox.dsl.model.verb.CallVerb;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.model.verb.EndVerb;
import dev.signalbox.dsl.model.verb.FlowVerb;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.model.verb.ParallelVerb;
import dev.signalbox.dsl.model.verb.SetVerb;
import dev.signalbox.dsl.model.verb.StepVerb;
import dev.signalbox.dsl.model.verb.WaitVerb;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose words a value may be: for each name of data the union over everything that writes it, found as a fixpoint. It goes
 * by names, not by fields: a field of a name counts as the whole name. What a flow's file says itself is nobody's.
 */
final class Taint {
    enum Origin {
        INPUT,
        MODEL,
        ACTION,
        EVENT,
        PERSON
    }

    /** Words that nobody of the deployment has chosen. */
    static final Set<Origin> OUTSIDE = EnumSet.of(Origin.INPUT, Origin.MODEL, Origin.ACTION, Origin.EVENT);

    private static final String RESULT = "result";

    private final Map<String, Set<Origin>> roots = new HashMap<>();

    private Taint() {}

    static Taint of(Setting setting) {
        Taint taint = new Taint();
        Flow flow = setting.flow();
        taint.roots.put(Roots.INPUT, EnumSet.of(Origin.INPUT));
        taint.roots.put(Roots.ERROR, EnumSet.of(Origin.ACTION));
        taint.roots.put(Roots.DECISION, EnumSet.of(Origin.PERSON));
        if (flow.key() != null) {
            taint.roots.put(Roots.RUN, taint.of(flow.key()));
        }
        for (DataDecl decl : flow.data().values()) {
            if (decl.fetch() != null) {
                taint.roots.put(decl.name().value(), EnumSet.of(Origin.ACTION));
            }
        }
        int before;
        do {
            before = taint.size();
            flow.states().values().forEach(taint::state);
            flow.otherwise().values().forEach(taint::route);
        } while (taint.size() > before);
        return taint;
    }

    private int size() {
        return roots.values().stream().mapToInt(Set::size).sum();
    }

    /** Whose words the expression's value may be. */
    Set<Origin> of(Expr expr) {
        Set<Origin> all = EnumSet.noneOf(Origin.class);
        for (String root : Identifiers.roots(expr.source())) {
            // Of the run only its key is anybody's words.
            if (!root.equals(Roots.RUN) || expr.source().contains("run.key")) {
                all.addAll(roots.getOrDefault(root, Set.of()));
            }
        }
        return all;
    }

    Set<Origin> of(Template template) {
        Set<Origin> all = EnumSet.noneOf(Origin.class);
        TemplateCompiler.expressions(template).forEach(expr -> all.addAll(of(expr)));
        return all;
    }

    private void state(State state) {
        if (state.verb() instanceof SetVerb set) {
            set.values().forEach((name, value) -> write(name, of(value)));
        }
        if (state.verb() instanceof EachVerb each) {
            roots.computeIfAbsent(each.item(), name -> EnumSet.noneOf(Origin.class))
                    .addAll(of(each.in()));
            save(each.step().save(), result(each.step().verb()));
        }
        if (state.verb() instanceof ParallelVerb parallel) {
            parallel.branches()
                    .values()
                    .forEach(branch ->
                            save(branch.step().save(), result(branch.step().verb())));
        }
        save(state.save(), result(state));
        state.set().forEach((name, value) -> write(name, of(value)));
        state.otherwise().values().forEach(this::route);
    }

    private void route(Route route) {
        route.set().forEach((name, value) -> write(name, of(value)));
    }

    private static Set<Origin> result(State state) {
        return switch (state.verb()) {
            case StepVerb step -> result(step);
            case AskVerb ask -> EnumSet.of(Origin.PERSON);
            case WaitVerb wait -> EnumSet.of(Origin.EVENT);
            case EachVerb each -> result(each.step().verb());
            case ParallelVerb parallel -> {
                Set<Origin> all = EnumSet.noneOf(Origin.class);
                parallel.branches()
                        .values()
                        .forEach(branch -> all.addAll(result(branch.step().verb())));
                yield all;
            }
            case SetVerb set -> EnumSet.noneOf(Origin.class);
            case EndVerb end -> EnumSet.noneOf(Origin.class);
            case BranchVerb branch -> EnumSet.noneOf(Origin.class);
        };
    }

    private static Set<Origin> result(StepVerb verb) {
        return switch (verb) {
            case CallVerb call -> EnumSet.of(Origin.ACTION);
            case LlmVerb llm -> EnumSet.of(Origin.MODEL);
            case FlowVerb flow -> EnumSet.of(Origin.ACTION);
        };
    }

    private void save(@Nullable Save save, Set<Origin> result) {
        switch (save) {
            case null -> {}
            case Save.Whole whole -> write(whole.name(), result);
            case Save.Mapping mapping ->
                mapping.names().forEach((name, value) -> {
                    Set<Origin> all = of(value);
                    boolean reads = TemplateCompiler.expressions(value).stream()
                            .anyMatch(expr -> Identifiers.roots(expr.source()).contains(RESULT));
                    if (reads) {
                        all.addAll(result);
                    }
                    write(name, all);
                });
        }
    }

    private void write(DataName name, Set<Origin> origins) {
        roots.computeIfAbsent(name.value(), any -> EnumSet.noneOf(Origin.class)).addAll(origins);
    }
}
