package dev.signalbox.runtime.view;

import dev.signalbox.core.run.Hold;
import dev.signalbox.dsl.graph.Graph;
import dev.signalbox.dsl.graph.GraphBuilder;
import dev.signalbox.dsl.graph.Ways;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Route;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.verb.EndVerb;
import dev.signalbox.runtime.api.EvidenceViews.TargetView;
import dev.signalbox.runtime.api.EvidenceViews.WayView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where each decision about a hold leads, by the flow as the run pinned it. */
final class DecisionWays {
    private final Hold hold;
    private final Flow flow;
    private final Graph graph;

    private DecisionWays(Hold hold, Flow flow) {
        this.hold = hold;
        this.flow = flow;
        graph = GraphBuilder.of(flow);
    }

    static List<WayView> of(Hold hold, Flow flow) {
        State state = flow.states().get(hold.step().state());
        return state == null ? List.of() : new DecisionWays(hold, flow).from(state);
    }

    private List<WayView> from(State state) {
        List<WayView> ways = new ArrayList<>();
        boolean inner = !hold.step().slot().isEmpty();
        if (hold.purpose() == Hold.Purpose.APPROVE) {
            ways.add(new WayView(
                    "approve", calls(), inner ? List.of() : after(state), false, inner ? besides(true) : moreVotes()));
            ways.add(otherwise(state, "reject", "rejected", inner));
        } else {
            ways.add(new WayView(
                    "answer", null, inner ? List.of() : after(state), false, inner ? besides(true) : about()));
        }
        if (hold.due() != null) {
            ways.add(otherwise(state, "expire", "expired", inner));
        }
        return ways;
    }

    private @Nullable String calls() {
        return hold.action() == null ? null : hold.action().value();
    }

    private @Nullable String moreVotes() {
        int missing = hold.count() - hold.votes().size();
        return missing > 1 ? missing + " approvals are missing; the call is made after the last of them." : null;
    }

    private @Nullable String about() {
        return switch (hold.purpose()) {
            case UNKNOWN -> "What happened counts as the call's result; a new try makes the call again.";
            case MODEL -> "The answer counts as the model's reply.";
            case APPROVE, ASK -> null;
        };
    }

    private static String besides(boolean succeeds) {
        return succeeds
                ? "It is one of several steps side by side: the run goes on when the others are done."
                : "It is one of several steps side by side: this one fails, and the state decides what that means.";
    }

    private List<TargetView> after(State state) {
        return graph.edges().stream()
                .filter(edge -> edge.from().equals(state.name().value())
                        && (edge.kind().equals("next") || edge.kind().equals("case")))
                .map(edge -> target(edge.to(), edge.label().isEmpty() ? null : edge.label()))
                .toList();
    }

    private WayView otherwise(State state, String decision, String outcome, boolean inner) {
        if (inner) {
            return new WayView(decision, null, List.of(), false, besides(false));
        }
        Route route = Ways.route(flow, state, outcome);
        if (route == null) {
            return new WayView(decision, null, List.of(), true, null);
        }
        String often = route.inARow() == null
                ? null
                : "The " + route.inARow() + ". in a row counts as exhausted and leads elsewhere.";
        return new WayView(decision, null, List.of(target(route.to().value(), null)), false, often);
    }

    private TargetView target(String name, @Nullable String when) {
        Graph.Node node = graph.nodes().stream()
                .filter(one -> one.id().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no state " + name));
        State state = flow.state(new StateName(name));
        return new TargetView(
                name,
                node.title(),
                node.verb(),
                node.detail(),
                when,
                state.verb() instanceof EndVerb end ? end.status().name().toLowerCase(Locale.ROOT) : null);
    }
}
