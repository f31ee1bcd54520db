package dev.signalbox.testkit.coverage;

import dev.signalbox.dsl.graph.Way;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Next;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.value.JsonText;

/** Transitions and values as people read them. */
final class Labels {
    private Labels() {}

    /** {@code a → b}, {@code a -[refund]→ b}; a route of the flow's own leaves from {@code *}, whatever the state. */
    static String transition(State state, Way way) {
        String from = way.kind() == Way.Kind.DEFAULT ? "*" : state.name().value();
        return from + arrow(state, way) + way.to();
    }

    static String ofFlow(String outcome, StateName to) {
        return "* -[" + outcome + "]→ " + to;
    }

    /** With the blanks around it. */
    static String arrow(State state, Way way) {
        String label = label(state, way);
        return label.isEmpty() ? " → " : " -[" + label + "]→ ";
    }

    private static String label(State state, Way way) {
        if (way.route() != null) {
            return way.route().outcome();
        }
        return switch (way.kind()) {
            case BRANCH -> {
                Expr when = state.next() instanceof Next.Branches branches
                        ? branches.branches().get(way.index()).when()
                        : null;
                yield when == null ? "else" : when.source().strip();
            }
            case CASE ->
                state.next() instanceof Next.Match match
                        ? value(match.cases().get(way.index()).value())
                        : "";
            case ELSE -> "else";
            case NEXT, OTHERWISE, DEFAULT -> "";
        };
    }

    static String value(Object value) {
        return value instanceof String text ? text : JsonText.write(value);
    }
}
