package dev.signalbox.dsl.check;

import dev.signalbox.dsl.check.verb.Conditions;
import dev.signalbox.dsl.check.verb.FailureTypes;
import dev.signalbox.dsl.expr.Compiled;
import dev.signalbox.dsl.expr.ExprCompiler;
import dev.signalbox.dsl.expr.Narrowing;
import dev.signalbox.dsl.expr.TypeEnv;
import dev.signalbox.dsl.graph.Outcomes;
import dev.signalbox.dsl.graph.Way;
import dev.signalbox.dsl.graph.Ways;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Next;
import dev.signalbox.dsl.model.Route;
import dev.signalbox.dsl.model.Save;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.verb.AskVerb;
import dev.signalbox.dsl.model.verb.BranchVerb;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.model.verb.ParallelVerb;
import dev.signalbox.dsl.model.verb.SetVerb;
import dev.signalbox.dsl.model.verb.StepVerb;
import dev.signalbox.dsl.model.verb.WaitVerb;
import dev.signalbox.dsl.type.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What holds as each state is entered: the least that all ways into it agree on, found as a forward fixpoint over every
 * way of the flow. Compiles the conditions of branches and the subjects of matches, and nothing else.
 */
final class Knowledge {
    /** A way and what holds as it is taken, before and after its route's {@code set}. */
    record Arrival(Way way, TypeEnv taken, TypeEnv types) {}

    private final Flow flow;
    private final TypeEnv atStart;
    private final Map<StateName, TypeEnv> entries = new HashMap<>();

    private Knowledge(Setting setting, TypeEnv atStart) {
        this.flow = setting.flow();
        this.atStart = atStart;
    }

    static Knowledge of(Setting setting) {
        Knowledge knowledge = new Knowledge(setting, Roots.atStart(setting));
        knowledge.spread();
        return knowledge;
    }

    /** The same where a run also comes into a state from elsewhere, knowing no more than that. */
    static Knowledge entered(Setting setting, StateName state, TypeEnv known) {
        Knowledge knowledge = of(setting);
        Deque<StateName> open = new ArrayDeque<>();
        knowledge.enter(state, known, open);
        knowledge.spread(open);
        return knowledge;
    }

    /** For a flow whose graph is broken: every name is there everywhere, and nothing is narrowed. */
    static Knowledge unknown(Setting setting) {
        return new Knowledge(setting, Roots.everything(setting));
    }

    TypeEnv atStart() {
        return atStart;
    }

    /** What holds as the state is entered. */
    TypeEnv at(StateName state) {
        return entries.getOrDefault(state, atStart);
    }

    private void spread() {
        Deque<StateName> open = new ArrayDeque<>();
        enter(flow.start(), atStart, open);
        spread(open);
    }

    private void spread(Deque<StateName> open) {
        while (!open.isEmpty()) {
            State state = flow.states().get(open.remove());
            if (state != null) {
                for (Arrival arrival : leave(state, at(state.name()))) {
                    enter(arrival.way().to(), arrival.types(), open);
                }
            }
        }
    }

    private void enter(StateName to, TypeEnv types, Deque<StateName> open) {
        TypeEnv before = entries.get(to);
        TypeEnv after = before == null ? types : before.join(types);
        if (!after.equals(before)) {
            entries.put(to, after);
            if (!open.contains(to)) {
                open.add(to);
            }
        }
    }

    /** Types as the verb begins: a step may have fetched anew what is fetched. */
    TypeEnv begun(State state, TypeEnv entry) {
        boolean fetches = state.verb() instanceof StepVerb
                || state.verb() instanceof AskVerb
                || state.verb() instanceof ParallelVerb
                || state.verb() instanceof EachVerb;
        TypeEnv types = entry;
        if (fetches) {
            for (DataDecl decl : flow.data().values()) {
                if (decl.fetch() != null) {
                    types = types.forget(decl.name().value());
                }
            }
        }
        return types;
    }

    /** What an approver may have edited is known no more. */
    private TypeEnv edited(State state, TypeEnv types) {
        TypeEnv after = types;
        for (Steps.Step step : Steps.of(state)) {
            if (step.approve() != null) {
                for (Expr edit : step.approve().edit()) {
                    String root = Identifiers.root(edit.source());
                    if (after.roots().contains(root)) {
                        after = after.forget(root);
                    }
                }
            }
        }
        return after;
    }

    /** After {@code save}, before the {@code set} beside the verb. */
    TypeEnv saved(State state, TypeEnv begun) {
        TypeEnv types = edited(state, begun);
        if (state.verb() instanceof SetVerb set) {
            types = written(types, set.values().keySet());
        }
        if (state.verb() instanceof ParallelVerb parallel) {
            boolean all = parallel.join() instanceof ParallelVerb.Join.All;
            for (ParallelVerb.Branch branch : parallel.branches().values()) {
                types = kept(types, branch.step().save(), all);
            }
        }
        if (state.verb() instanceof EachVerb each) {
            types = kept(types, each.step().save(), false);
        }
        types = kept(types, state.save(), true);
        boolean pure = state.verb() instanceof SetVerb || state.verb() instanceof BranchVerb;
        return pure ? types : Roots.withoutOutcome(types);
    }

    /** As the state has succeeded, before its {@code next}. */
    TypeEnv succeeded(State state, TypeEnv begun) {
        return written(saved(state, begun), state.set().keySet());
    }

    private TypeEnv kept(TypeEnv types, @Nullable Save save, boolean surely) {
        if (save == null) {
            return types;
        }
        if (surely) {
            return written(types, Saves.names(save));
        }
        TypeEnv after = types;
        for (DataName name : Saves.sorted(save)) {
            after = flow.data().containsKey(name) ? after.forget(name.value()) : after;
        }
        return after;
    }

    private TypeEnv written(TypeEnv types, Set<DataName> names) {
        TypeEnv after = types;
        for (DataName name : names) {
            if (flow.data().containsKey(name)) {
                after = after.forget(name.value()).present(List.of(name.value()));
            }
        }
        return after;
    }

    /** Every way out of a state that can be taken, with what holds on it. */
    List<Arrival> leave(State state, TypeEnv entry) {
        List<Arrival> arrivals = new ArrayList<>();
        TypeEnv begun = begun(state, entry);
        List<TypeEnv> onward = onward(state, succeeded(state, begun));
        int successes = 0;
        for (Way way : Ways.from(flow, state)) {
            if (way.onSuccess()) {
                TypeEnv types = onward.get(successes++);
                if (!types.isImpossible()) {
                    arrivals.add(new Arrival(way, types, types));
                }
            } else {
                Route route = Objects.requireNonNull(way.route());
                TypeEnv taken = failed(state, route, edited(state, begun));
                arrivals.add(new Arrival(way, taken, written(taken, route.set().keySet())));
            }
        }
        return arrivals;
    }

    private static TypeEnv failed(State state, Route route, TypeEnv types) {
        TypeEnv after = types.withRoot(Roots.ERROR, FailureTypes.ERROR);
        String family = Outcomes.family(route.outcome());
        boolean decided = family.equals(Outcomes.REJECTED)
                || (family.equals(Outcomes.EXPIRED) && !(state.verb() instanceof WaitVerb));
        return decided ? after.withRoot(Roots.DECISION, FailureTypes.DECISION) : after;
    }

    /** What holds on each way of {@code next}, in the order of {@link Ways}. */
    private static List<TypeEnv> onward(State state, TypeEnv types) {
        return switch (state.next()) {
            case null -> List.of();
            case Next.Always always -> List.of(types);
            case Next.Branches branches -> branches(branches, types);
            case Next.Match match -> match(match, types);
        };
    }

    private static List<TypeEnv> branches(Next.Branches branches, TypeEnv types) {
        List<TypeEnv> ways = new ArrayList<>();
        TypeEnv rest = types;
        for (Next.Branch branch : branches.branches()) {
            if (branch.when() == null) {
                ways.add(rest);
                continue;
            }
            rest = trusting(branch.when(), rest, true);
            ways.add(Conditions.whenTrue(branch.when(), rest));
            rest = Conditions.whenFalse(branch.when(), rest);
        }
        return ways;
    }

    /** What holds where each branch's condition stands: none of those before it held. */
    List<TypeEnv> conditions(Next.Branches branches, TypeEnv types) {
        List<TypeEnv> at = new ArrayList<>();
        TypeEnv rest = types;
        for (Next.Branch branch : branches.branches()) {
            at.add(rest);
            if (branch.when() != null) {
                rest = Conditions.whenFalse(branch.when(), trusting(branch.when(), rest, true));
            }
        }
        return at;
    }

    private static List<TypeEnv> match(Next.Match match, TypeEnv types) {
        List<TypeEnv> ways = new ArrayList<>();
        Compiled subject =
                ExprCompiler.compile(match.match(), types) instanceof ExprCompiler.Result.Ok ok ? ok.compiled() : null;
        TypeEnv trusted = trusting(match.match(), types, false);
        Set<Object> all = new LinkedHashSet<>();
        for (Next.Case one : match.cases()) {
            all.add(one.value());
            // A case that the type does not know is a finding of its own; it must not take the way away.
            TypeEnv here = subject == null ? trusted : matched(subject, Set.of(one.value()), types);
            ways.add(here.isImpossible() ? types : here);
        }
        if (match.otherwise() != null) {
            ways.add(subject == null ? trusted : unmatched(subject, all, types));
        }
        return ways;
    }

    private static TypeEnv matched(Compiled subject, Set<Object> values, TypeEnv types) {
        List<String> choice = choice(subject);
        return choice.isEmpty() ? Narrowing.matched(subject, values, types) : types.narrow(choice, values);
    }

    private static TypeEnv unmatched(Compiled subject, Set<Object> values, TypeEnv types) {
        List<String> choice = choice(subject);
        return choice.isEmpty() ? Narrowing.unmatched(subject, values, types) : types.without(choice, values);
    }

    /** The path of a whole union's {@code choice}; empty when the subject is something else. */
    private static List<String> choice(Compiled subject) {
        if (!(Type.resolve(subject.type()) instanceof Type.Union)) {
            return List.of();
        }
        List<String> path = new ArrayList<>(subject.path().orElse(List.of()));
        if (!path.isEmpty()) {
            path.add(Members.CHOICE);
        }
        return path;
    }

    /** A condition that does not compile is a finding; what it was to establish is believed, so that nothing follows from it. */
    private static TypeEnv trusting(Expr expr, TypeEnv types, boolean condition) {
        ExprCompiler.Result result =
                condition ? ExprCompiler.compileCondition(expr, types) : ExprCompiler.compile(expr, types);
        if (result instanceof ExprCompiler.Result.Ok) {
            return types;
        }
        TypeEnv after = types;
        for (String root : Identifiers.roots(expr.source())) {
            if (types.roots().contains(root)) {
                after = after.present(List.of(root));
            }
        }
        return after;
    }
}
