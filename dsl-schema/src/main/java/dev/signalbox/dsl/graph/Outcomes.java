package dev.signalbox.dsl.graph;

import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.Approve;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.verb.AskVerb;
import dev.signalbox.dsl.model.verb.BranchVerb;
import dev.signalbox.dsl.model.verb.CallVerb;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.model.verb.EndVerb;
import dev.signalbox.dsl.model.verb.FlowVerb;
import dev.signalbox.dsl.model.verb.InnerStep;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.model.verb.ParallelVerb;
import dev.signalbox.dsl.model.verb.SetVerb;
import dev.signalbox.dsl.model.verb.StepVerb;
import dev.signalbox.dsl.model.verb.WaitVerb;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes other than success that a state can have, by its verb and keys. A kind of failure ({@code timeout},
 * {@code http.404}, {@code action.CODE}, {@code flow.failed}, {@code value}, what only a model does) belongs to the family
 * {@code failed}.
 */
public final class Outcomes {
    public static final String FAILED = "failed";
    public static final String INVALID = "invalid";
    public static final String OVERFLOW = "overflow";
    public static final String REJECTED = "rejected";
    public static final String EXPIRED = "expired";
    public static final String EXHAUSTED = "exhausted";
    public static final String LIMIT = "limit";
    public static final String UNKNOWN = "unknown";
    public static final String CANCELLED = "cancelled";

    /** Kinds of failure that only a question to a model can have. */
    public static final List<String> OF_MODELS = List.of("refused", "cut_off", "empty", "context_length");

    private static final Set<String> FAMILIES =
            Set.of(FAILED, INVALID, OVERFLOW, REJECTED, EXPIRED, EXHAUSTED, LIMIT, UNKNOWN, CANCELLED);

    private Outcomes() {}

    /** The family of an outcome as a route names it: itself, or {@code failed} for a kind of failure. */
    public static String family(String outcome) {
        return FAMILIES.contains(outcome) ? outcome : FAILED;
    }

    /** Whether a state that can end in those families can end so: as an outcome, or by a kind of its family. */
    public static boolean possible(State state, Set<String> families, String outcome) {
        return families.contains(family(outcome)) && (!OF_MODELS.contains(outcome) || asksModel(state));
    }

    private static boolean asksModel(State state) {
        return switch (state.verb()) {
            case LlmVerb llm -> true;
            case ParallelVerb parallel ->
                parallel.branches().values().stream()
                        .anyMatch(branch -> branch.step().verb() instanceof LlmVerb);
            case EachVerb each -> each.step().verb() instanceof LlmVerb;
            case AskVerb ask -> false;
            case BranchVerb branch -> false;
            case CallVerb call -> false;
            case EndVerb end -> false;
            case FlowVerb child -> false;
            case SetVerb set -> false;
            case WaitVerb wait -> false;
        };
    }

    /** The families a state can end in besides success, in the order of the language's table. */
    public static Set<String> of(Flow flow, State state) {
        Set<String> outcomes = new LinkedHashSet<>();
        if (state.verb() instanceof EndVerb) {
            return outcomes;
        }
        outcomes.add(FAILED);
        switch (state.verb()) {
            case StepVerb step -> step(flow, step, state.approve(), outcomes);
            case AskVerb ask -> {
                outcomes.add(REJECTED);
                outcomes.add(EXPIRED);
            }
            case WaitVerb wait -> {
                if (wait.within() != null) {
                    outcomes.add(EXPIRED);
                }
            }
            case ParallelVerb parallel ->
                parallel.branches().values().forEach(branch -> inner(flow, branch.step(), outcomes));
            case EachVerb each -> inner(flow, each.step(), outcomes);
            case SetVerb set -> {}
            case BranchVerb branch -> {}
            case EndVerb end -> {}
        }
        if (state.visits() != null || state.otherwise().values().stream().anyMatch(route -> route.inARow() != null)) {
            outcomes.add(EXHAUSTED);
        }
        outcomes.add(LIMIT);
        return outcomes;
    }

    private static void inner(Flow flow, InnerStep step, Set<String> outcomes) {
        step(flow, step.verb(), step.approve(), outcomes);
    }

    private static void step(Flow flow, StepVerb verb, @Nullable Approve approve, Set<String> outcomes) {
        switch (verb) {
            case CallVerb call -> {
                Action action = flow.actions().get(call.action());
                if (action == null || action.effect() == Action.Effect.WRITE) {
                    outcomes.add(UNKNOWN);
                }
            }
            case LlmVerb llm -> {
                outcomes.add(INVALID);
                outcomes.add(OVERFLOW);
            }
            case FlowVerb child -> {}
        }
        if (approve != null) {
            outcomes.add(REJECTED);
            outcomes.add(EXPIRED);
        }
    }
}
