package dev.signalbox.testkit.sketch;

import dev.signalbox.dsl.graph.Outcomes;
import dev.signalbox.dsl.graph.Way;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.Approve;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.EventDecl;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Next;
import dev.signalbox.dsl.model.Risk;
import dev.signalbox.dsl.model.Route;
import dev.signalbox.dsl.model.Save;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.verb.AskVerb;
import dev.signalbox.dsl.model.verb.BranchVerb;
import dev.signalbox.dsl.model.verb.CallVerb;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.model.verb.EndVerb;
import dev.signalbox.dsl.model.verb.FlowVerb;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.model.verb.ParallelVerb;
import dev.signalbox.dsl.model.verb.SetVerb;
import dev.signalbox.dsl.model.verb.WaitVerb;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.type.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has to be scripted so that a run takes a path, as far as the file alone says it. */
final class Scripting {
    /** A reply of only these would be read as a script's own words, and a list as one entry a time. */
    static final Set<String> WORDS = Set.of("returns", "raw", "fails", "message", "crash");

    private final Flow flow;
    final Map<String, List<Object>> models = new LinkedHashMap<>();
    final Map<String, List<Object>> actions = new LinkedHashMap<>();
    final Map<String, List<Object>> people = new LinkedHashMap<>();
    final List<Object> events = new ArrayList<>();
    /** What is left to the author. */
    final List<String> left = new ArrayList<>();

    private Scripting(Flow flow) {
        this.flow = flow;
    }

    static Scripting of(Flow flow, List<Way> path) {
        Scripting scripting = new Scripting(flow);
        path.forEach(scripting::step);
        return scripting;
    }

    /** Whether a script can lead there: counts and budgets it cannot use up. */
    static boolean reaches(Way way) {
        Route route = way.route();
        if (route == null) {
            return true;
        }
        return switch (Outcomes.family(route.outcome())) {
            case Outcomes.EXHAUSTED, Outcomes.LIMIT, Outcomes.OVERFLOW, Outcomes.CANCELLED -> false;
            default -> route.inARow() == null;
        };
    }

    private void step(Way way) {
        State state = flow.state(way.from());
        String name = state.name().value();
        String outcome = way.route() == null ? "" : way.route().outcome();
        switch (state.verb()) {
            case CallVerb call -> call(state, call, outcome);
            case LlmVerb llm -> {
                // One that does not fit is sent back as often as the file says.
                int times = outcome.equals(Outcomes.INVALID) ? 1 + llm.repair() : 1;
                for (int i = 0; i < times; i++) {
                    add(models, name, reply(state, llm, way, outcome));
                }
            }
            case AskVerb ask -> ask(state, ask, way, outcome);
            case WaitVerb wait -> await(state, wait, outcome);
            case FlowVerb child -> left.add("what the states of the child flow " + child.flow() + " need");
            case ParallelVerb parallel -> left.add("what the branches of " + name + " need");
            case EachVerb each -> left.add("what each step of " + name + " needs");
            case SetVerb set -> {}
            case EndVerb end -> {}
            case BranchVerb branch -> {}
        }
        if (way.kind() == Way.Kind.BRANCH) {
            left.add("values with which " + name + " goes to " + way.to());
        }
    }

    private static void add(Map<String, List<Object>> to, String name, Object entry) {
        to.computeIfAbsent(name, key -> new ArrayList<>()).add(entry);
    }

    private void call(State state, CallVerb call, String outcome) {
        Action action = flow.actions().get(call.action());
        boolean decided = outcome.equals(Outcomes.REJECTED) || outcome.equals(Outcomes.EXPIRED);
        if (holds(state, action, decided) || decided) {
            add(people, state.name().value(), move(outcome));
        }
        if (decided) {
            return;
        }
        Object answer =
                outcome.isEmpty() ? Map.of("returns", result(state, action)) : Map.of("fails", kind(outcome, action));
        add(actions, call.action().value(), answer);
    }

    /** What it returns; where the file does not say, what it is saved as. */
    private Object result(State state, @Nullable Action action) {
        Schema schema = action == null ? null : action.returns();
        if (schema == null && state.save() instanceof Save.Whole whole) {
            DataDecl data = flow.data().get(whole.name());
            schema = data == null ? null : data.schema();
        }
        return schema == null ? Map.of() : fitting(schema, "what " + state.name() + " gets");
    }

    /** A sample, with a note where a bound or a pattern wants another. */
    Object fitting(Schema schema, String what) {
        Object sample = Samples.of(schema.type());
        if (schema.fit(sample) instanceof Schema.Fit.Misfit misfit) {
            Schema.Problem problem = misfit.problems().getFirst();
            left.add(what + ", for " + problem.message());
        }
        return sample;
    }

    private boolean holds(State state, @Nullable Action action, boolean decided) {
        Approve approve = state.approve();
        if (approve == null || action == null) {
            return false;
        }
        if (action.risk() instanceof Risk.When || approve.when() != null) {
            left.add(
                    decided
                            ? "arguments for which " + state.name() + " holds"
                            : "whether " + state.name() + " holds for these arguments");
            return false;
        }
        return true;
    }

    private static Object move(String outcome) {
        return switch (outcome) {
            case Outcomes.REJECTED -> Map.of("reject", Map.of("note", "No."));
            case Outcomes.EXPIRED -> Map.of("nobody", true);
            default -> Map.of("approve", Map.of());
        };
    }

    /** One that is not tried again. */
    private static String kind(String outcome, @Nullable Action action) {
        if (outcome.equals(Outcomes.FAILED)) {
            return action == null || action.fails().isEmpty()
                    ? "http.400"
                    : "action." + action.fails().getFirst().code();
        }
        return outcome;
    }

    private Object reply(State state, LlmVerb llm, Way way, String outcome) {
        if (outcome.equals(Outcomes.INVALID)) {
            return Map.of("raw", "What does not fit.");
        }
        if (!outcome.isEmpty()) {
            return Map.of("fails", outcome.equals(Outcomes.FAILED) ? "http.400" : outcome);
        }
        Type type = llm.output() == null ? Type.ANY : llm.output().type();
        Object value = value(state, way, type);
        boolean mistaken =
                value instanceof List<?> || (value instanceof Map<?, ?> map && WORDS.containsAll(map.keySet()));
        return mistaken ? Map.of("returns", value) : value;
    }

    private static Object value(State state, Way way, Type type) {
        return way.kind() == Way.Kind.CASE && state.next() instanceof Next.Match match
                ? Samples.chosen(type, match.cases().get(way.index()).value())
                : Samples.of(type);
    }

    private void ask(State state, AskVerb ask, Way way, String outcome) {
        Type type = ask.form() == null ? Type.ANY : ask.form().type();
        add(
                people,
                state.name().value(),
                outcome.isEmpty() ? Map.of("answer", value(state, way, type)) : move(Outcomes.EXPIRED));
    }

    private void await(State state, WaitVerb wait, String outcome) {
        if (wait.what() instanceof WaitVerb.For.Event event && outcome.isEmpty()) {
            EventDecl declared = flow.events().get(event.name());
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("after", "1h");
            entry.put("event", event.name().value());
            entry.put(
                    "payload",
                    declared == null ? Map.of() : Samples.of(declared.payload().type()));
            events.add(entry);
            if (event.key() != null) {
                left.add("the `key` of the event that " + state.name() + " waits for");
            }
        }
    }
}
