package dev.signalbox.dsl.graph;

import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Next;
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
import dev.signalbox.dsl.model.verb.Verb;
import dev.signalbox.dsl.model.verb.WaitVerb;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Draws a flow as nodes and edges, whether or not it passed the checker: a target that does not exist is left out. */
public final class GraphBuilder {
    private GraphBuilder() {}

    public static Graph of(Flow flow) {
        List<Graph.Node> nodes = new ArrayList<>();
        List<Graph.Edge> edges = new ArrayList<>();
        for (State state : flow.states().values()) {
            nodes.add(node(state));
            for (Way way : Ways.from(flow, state)) {
                if (flow.states().containsKey(way.to())) {
                    edges.add(new Graph.Edge(
                            way.from().value(),
                            way.to().value(),
                            kind(way),
                            label(state, way),
                            way.toPlace().span()));
                }
            }
        }
        return new Graph(flow.name().value(), flow.start().value(), nodes, edges);
    }

    private static Graph.Node node(State state) {
        return new Graph.Node(
                state.name().value(),
                word(state.verb()),
                state.title(),
                detail(state.verb()),
                holds(state),
                inner(state.verb()),
                state.namePlace().span());
    }

    private static String word(Verb verb) {
        return switch (verb) {
            case SetVerb set -> "set";
            case CallVerb call -> "call";
            case LlmVerb llm -> "llm";
            case AskVerb ask -> "ask";
            case WaitVerb wait -> "wait";
            case ParallelVerb parallel -> "parallel";
            case EachVerb each -> "each";
            case FlowVerb child -> "flow";
            case EndVerb end -> "end";
            case BranchVerb branch -> "branch";
        };
    }

    private static String detail(Verb verb) {
        return switch (verb) {
            case SetVerb set ->
                set.values().keySet().stream().map(Object::toString).collect(Collectors.joining(", "));
            case CallVerb call -> call.action().value();
            case LlmVerb llm -> llm.model().value();
            case AskVerb ask -> String.join(", ", ask.by());
            case WaitVerb wait ->
                switch (wait.what()) {
                    case WaitVerb.For.Time time -> "for a time";
                    case WaitVerb.For.Until until -> "until a time";
                    case WaitVerb.For.Event event -> event.name().value();
                };
            case ParallelVerb parallel ->
                switch (parallel.join()) {
                    case ParallelVerb.Join.All all ->
                        "all of " + parallel.branches().size();
                    case ParallelVerb.Join.Any any ->
                        "any of " + parallel.branches().size();
                    case ParallelVerb.Join.Count count ->
                        count.n() + " of " + parallel.branches().size();
                };
            case EachVerb each -> each.item() + " in " + each.in().source().strip();
            case FlowVerb child -> child.flow().value();
            case EndVerb end ->
                switch (end.status()) {
                    case SUCCEEDED -> "succeeded";
                    case FAILED -> "failed";
                    case CANCELLED -> "cancelled";
                };
            case BranchVerb branch -> "";
        };
    }

    private static boolean holds(State state) {
        return state.approve() != null
                || state.verb() instanceof AskVerb
                || steps(state.verb()).stream().anyMatch(step -> step.approve() != null);
    }

    private static List<InnerStep> steps(Verb verb) {
        return switch (verb) {
            case ParallelVerb parallel ->
                parallel.branches().values().stream()
                        .map(ParallelVerb.Branch::step)
                        .toList();
            case EachVerb each -> List.of(each.step());
            case StepVerb step -> List.of();
            case SetVerb set -> List.of();
            case AskVerb ask -> List.of();
            case WaitVerb wait -> List.of();
            case EndVerb end -> List.of();
            case BranchVerb branch -> List.of();
        };
    }

    private static List<String> inner(Verb verb) {
        if (verb instanceof ParallelVerb parallel) {
            return parallel.branches().values().stream()
                    .map(branch -> branch.name() + ": " + said(branch.step().verb()))
                    .toList();
        }
        return verb instanceof EachVerb each
                ? List.of("each: " + said(each.step().verb()))
                : List.of();
    }

    private static String said(StepVerb step) {
        Verb verb = (Verb) step;
        return word(verb) + " " + detail(verb);
    }

    private static String kind(Way way) {
        return switch (way.kind()) {
            case NEXT -> "next";
            case BRANCH, CASE, ELSE -> "case";
            case OTHERWISE -> "otherwise";
            case DEFAULT -> "default";
        };
    }

    private static String label(State state, Way way) {
        if (way.route() != null) {
            return way.route().outcome();
        }
        return switch (way.kind()) {
            case BRANCH -> {
                Next.Branches branches = (Next.Branches) Objects.requireNonNull(state.next());
                var when = branches.branches().get(way.index()).when();
                yield when == null ? "else" : when.source().strip();
            }
            case CASE ->
                String.valueOf(((Next.Match) Objects.requireNonNull(state.next()))
                        .cases()
                        .get(way.index())
                        .value());
            case ELSE -> "else";
            case NEXT, OTHERWISE, DEFAULT -> "";
        };
    }
}
