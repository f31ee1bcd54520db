package dev.signalbox.core.decide;

import dev.signalbox.core.decide.verb.Steps;
import dev.signalbox.core.run.Step;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.model.Approve;
import dev.signalbox.dsl.model.ContextItem;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Fetch;
import dev.signalbox.dsl.model.Flow;
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
import dev.signalbox.dsl.model.verb.Verb;
import dev.signalbox.dsl.model.verb.WaitVerb;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The first phase of a state: fetched data that it reads and that is absent or stale is fetched before anything else. */
public final class Fetches {
    private Fetches() {}

    /** Null when everything is there; else waiting, or the failure of a fetch that the state cannot do without. */
    public static @Nullable Progress phase(Turn turn) {
        if (turn.flow().data().values().stream().noneMatch(data -> data.fetch() != null)) {
            return null;
        }
        Needs needs = new Needs(turn.checked());
        needs.state(turn.state());
        return fetch(turn, needs, turn.activation().at(), false);
    }

    /** Fetches again whatever the expression reads and that was last fetched before {@code since}. */
    static @Nullable Progress again(Turn turn, Expr expr, Instant since) {
        Needs needs = new Needs(turn.checked());
        needs.expr(expr, false);
        return fetch(turn, needs, since, true);
    }

    private static @Nullable Progress fetch(Turn turn, Needs needs, Instant since, boolean again) {
        Set<DataName> pending = new HashSet<>();
        for (Map.Entry<DataName, Boolean> need : needs.found.entrySet()) {
            DataName name = need.getKey();
            if (!Collections.disjoint(needs.reads(name), pending)) {
                // Its arguments are made of what is still being fetched.
                pending.add(name);
                continue;
            }
            Plan plan = Plans.fetch(turn, name.value());
            if (plan == null || isFresh(turn, name, plan, since, again)) {
                continue;
            }
            boolean onlyShown = need.getValue();
            Progress progress = Steps.advance(turn, plan);
            if (progress instanceof Progress.Waiting) {
                pending.add(name);
            } else if (progress instanceof Progress.Failed && !onlyShown) {
                return progress;
            }
        }
        return pending.isEmpty() ? null : Progress.WAITING;
    }

    /** Whether a step of that slot fetches data rather than being what the state does. */
    public static boolean fetches(Turn turn, String slot) {
        return !slot.isEmpty() && Plans.fetch(turn, slot) != null;
    }

    /** What this visit fetched is fresh enough for it; what it fetched before a decision is not fresh after it. */
    private static boolean isFresh(Turn turn, DataName name, Plan plan, Instant since, boolean again) {
        Step.Phase phase = turn.step(plan.id()).phase();
        Instant at = turn.run().memory().fetchedAt().get(name);
        if (again) {
            boolean stale = at == null || at.isBefore(since);
            if (stale && phase == Step.Phase.SUCCEEDED) {
                // With arguments made anew: what they are made of may have been fetched again itself.
                Steps.anew(turn, plan);
            }
            return !stale;
        }
        if (phase != Step.Phase.NEW) {
            return phase == Step.Phase.SUCCEEDED;
        }
        Fetch fetch = declared(turn.flow(), name);
        Duration fresh = fetch == null ? null : fetch.fresh();
        return at != null && (fresh == null || !at.plus(fresh).isBefore(since));
    }

    private static @Nullable Fetch declared(Flow flow, DataName name) {
        DataDecl data = flow.data().get(name);
        return data == null ? null : data.fetch();
    }

    /** Which fetched names something reads, in the order in which they have to be fetched; true: only {@code show} does. */
    private static final class Needs {
        final Map<DataName, Boolean> found = new LinkedHashMap<>();
        private final Map<DataName, Set<DataName>> reads = new HashMap<>();
        private final Deque<DataName> reading = new ArrayDeque<>();
        private final CheckedFlow flow;

        Needs(CheckedFlow flow) {
            this.flow = flow;
        }

        void state(State state) {
            verb(state.verb());
            state.set().values().forEach(value -> template(value, false));
            approve(state.approve());
        }

        private void verb(Verb verb) {
            switch (verb) {
                case CallVerb call -> step(call);
                case LlmVerb llm -> step(llm);
                case FlowVerb child -> step(child);
                case AskVerb ask -> {
                    ask.show().forEach(shown -> expr(shown, true));
                    template(ask.title(), false);
                }
                case ParallelVerb parallel ->
                    parallel.branches().values().forEach(branch -> {
                        step(branch.step().verb());
                        approve(branch.step().approve());
                    });
                case EachVerb each -> {
                    expr(each.in(), false);
                    step(each.step().verb());
                    approve(each.step().approve());
                }
                // A phase of fetching belongs to a state with an effect.
                case SetVerb set -> {}
                case WaitVerb wait -> {}
                case EndVerb end -> {}
                case BranchVerb branch -> {}
            }
        }

        private void step(StepVerb verb) {
            switch (verb) {
                case CallVerb call -> template(call.with(), false);
                case FlowVerb child -> template(child.with(), false);
                case LlmVerb llm -> {
                    for (ContextItem item : llm.context().load()) {
                        if (item.source() instanceof ContextItem.Source.From from) {
                            expr(from.expr(), false);
                        }
                        expr(item.when(), false);
                    }
                    expr(llm.among(), false);
                }
            }
        }

        private void approve(@Nullable Approve approve) {
            if (approve != null) {
                approve.show().forEach(shown -> expr(shown, true));
                approve.edit().forEach(edit -> expr(edit, false));
                expr(approve.when(), false);
                expr(approve.require(), false);
                expr(approve.recheck(), false);
                template(approve.title(), false);
            }
        }

        private void template(@Nullable Template template, boolean shown) {
            switch (template) {
                case null -> {}
                case Template.Literal literal -> {}
                case Template.Only only -> expr(only.expr(), shown);
                case Template.Interpolated text -> pieces(text.pieces(), shown);
                case Template.Fields fields -> templates(fields.fields().values(), shown);
                case Template.Items items -> templates(items.items(), shown);
            }
        }

        private void pieces(List<Template.Piece> pieces, boolean shown) {
            for (Template.Piece piece : pieces) {
                if (piece instanceof Template.Piece.Value value) {
                    expr(value.expr(), shown);
                }
            }
        }

        private void templates(Collection<Template> templates, boolean shown) {
            templates.forEach(template -> template(template, shown));
        }

        void expr(@Nullable Expr expr, boolean shown) {
            if (expr == null) {
                return;
            }
            for (String root : flow.roots(expr)) {
                DataName name = new DataName(root);
                Fetch fetch = declared(flow.flow(), name);
                if (fetch == null) {
                    continue;
                }
                if (!reading.isEmpty()) {
                    reads.computeIfAbsent(reading.peek(), reader -> new HashSet<>())
                            .add(name);
                }
                if (Boolean.FALSE.equals(found.get(name)) || reading.contains(name)) {
                    continue;
                }
                // What the fetch itself reads is fetched first.
                reading.push(name);
                template(fetch.with(), shown);
                reading.pop();
                found.put(name, shown);
            }
        }

        /** What else is fetched for the arguments of that fetch. */
        Set<DataName> reads(DataName name) {
            return reads.getOrDefault(name, Set.of());
        }
    }
}
