package dev.signalbox.cli.flows.real;

import static java.util.Objects.requireNonNull;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.evolve.Evolver;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.graph.GraphBuilder;
import dev.signalbox.dsl.model.ActionName;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.codec.Codec;
import dev.signalbox.runtime.codec.LogText;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.testkit.sim.StateText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What must hold of a run whatever its model said, checked on its log with this class's own book of what is risky. */
final class Promises {
    private static final Set<String> ENDS = Set.of("succeeded", "failed", "stuck");

    /** States that a run may enter after a limit, to finish in. */
    private static final int GRACE_STEPS = 10;

    private static final Map<String, Integer> PER_RUN = Map.of("refund_payment", 3, "deploy_service", 6, "restore", 2);

    private final Flow flow;
    private final Log log;
    private final List<String> broken = new ArrayList<>();

    private Promises(Flow flow, Log log) {
        this.flow = flow;
        this.log = log;
    }

    /** What does not hold, each as a sentence; empty when all does. */
    static List<String> broken(Flow flow, Log log, RunStore.StoredRun stored, Views.RunView seen) {
        Promises promises = new Promises(flow, log);
        promises.ends(seen);
        promises.goesOnlyWhereTheFileLeads();
        promises.takesOnlyRepliesThatFit();
        promises.callsNothingRiskyUnapproved();
        promises.keepsItsLimits();
        promises.replays(stored, seen);
        return promises.broken;
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            broken.add(flow.name() + " " + log.run() + ": " + otherwise);
        }
    }

    private void ends(Views.RunView seen) {
        check(ENDS.contains(seen.status()), "neither ended nor stuck, but " + seen.status());
        check(seen.holds().isEmpty(), "holds are left: " + seen.holds());
        if (seen.status().equals("stuck")) {
            List<Event.RunStuck> stuck = log.all(Event.RunStuck.class);
            check(!stuck.isEmpty() && !stuck.getLast().message().isBlank(), "stuck for no reason");
        }
        check(!seen.status().equals("failed") || seen.error() != null, "failed for no reason");
    }

    private void goesOnlyWhereTheFileLeads() {
        Map<String, Set<String>> ways = GraphBuilder.of(flow).edges().stream()
                .collect(Collectors.groupingBy(
                        edge -> edge.from(), Collectors.mapping(edge -> edge.to(), Collectors.toSet())));
        String at = null;
        for (Event.StateEntered entered : log.all(Event.StateEntered.class)) {
            String to = entered.state().value();
            boolean declared = at == null
                    ? entered.state().equals(flow.start())
                    : ways.getOrDefault(at, Set.of()).contains(to);
            check(declared, "went from " + at + " to " + to + ", where the file does not lead");
            at = to;
        }
    }

    private void takesOnlyRepliesThatFit() {
        Map<StepId, Object> schemas = new HashMap<>();
        for (Event event : log.events()) {
            if (event instanceof Event.ModelRequested requested) {
                schemas.put(requested.step(), requested.schema());
            }
            if (event instanceof Event.ReplyAccepted accepted) {
                Object schema = requireNonNull(schemas.get(accepted.step()));
                check(fits(schema, accepted.value()), "took " + accepted.value() + " for " + schema);
            }
        }
        flow.data().forEach((name, declared) -> {
            Object value = fold().data().get(name);
            check(value == null || declared.schema().fit(value) instanceof Schema.Fit.Fits, name + " is " + value);
        });
    }

    private static boolean fits(Object schema, Object value) {
        Place place = new Place(Span.point("reply", 1, 1), "");
        return Schema.of(schema, Map.of(), place).fit(value) instanceof Schema.Fit.Fits;
    }

    private static boolean risky(ActionName action, Map<String, Object> args) {
        return switch (action.value()) {
            case "refund_payment" -> !(args.get("amount") instanceof Number amount) || amount.doubleValue() > 500;
            case "deploy_service", "divide" -> true;
            default -> false;
        };
    }

    private void callsNothingRiskyUnapproved() {
        Map<HoldId, Hold> held = new HashMap<>();
        Map<StepId, Hold> approved = new HashMap<>();
        for (Event event : log.events()) {
            switch (event) {
                case Event.HoldOpened opened -> held.put(opened.hold().id(), opened.hold());
                case Event.HoldApproved yes -> {
                    Hold hold = requireNonNull(held.remove(yes.hold()), "approved what is not held");
                    check(hold.hash().equals(yes.hash()), "approved another hash than the hold's");
                    check(approved.put(hold.step(), hold) == null, "approved twice: " + hold.step());
                }
                case Event.HoldRejected no -> held.remove(no.hold());
                case Event.CallRequested call -> {
                    Hold hold = approved.get(call.step());
                    boolean allowed = hold != null
                            && call.action().equals(hold.action())
                            && call.args().equals(hold.args())
                            && call.target().equals(hold.target());
                    check(
                            !risky(call.action(), call.args()) || allowed,
                            "called " + call.action() + " with " + call.args() + ", which nobody approved");
                }
                default -> {
                    // Nothing about a person or a call.
                }
            }
        }
        PER_RUN.forEach((action, most) -> {
            long calls = log.all(Event.CallRequested.class).stream()
                    .filter(call -> call.action().value().equals(action))
                    .map(Event.CallRequested::step)
                    .distinct()
                    .count();
            check(calls <= most, "called " + action + " " + calls + " times");
        });
    }

    private void keepsItsLimits() {
        long used = 0;
        long calls = 0;
        for (Event event : log.events()) {
            if (event instanceof Event.ModelReplied replied) {
                used += replied.inputTokens() + replied.outputTokens();
            }
            if (event instanceof Event.ModelRequested requested) {
                calls++;
                Long tokens = flow.limits().tokens();
                check(
                        tokens == null || used + requested.reservedTokens() <= tokens,
                        "asked a model with " + used + " of " + tokens + " tokens used");
            }
        }
        Long mostCalls = flow.limits().llmCalls();
        check(mostCalls == null || calls <= mostCalls, "asked a model " + calls + " times");
        Long steps = flow.limits().steps();
        int entered = log.all(Event.StateEntered.class).size();
        check(steps == null || entered <= steps + GRACE_STEPS, "entered " + entered + " states");
        check(log.all(Event.LimitReached.class).size() <= 1, "met a limit twice");
        for (State state : flow.states().values()) {
            long visits = log.all(Event.StateEntered.class).stream()
                    .filter(one -> one.state().equals(state.name()))
                    .count();
            check(state.visits() == null || visits <= state.visits(), visits + " visits of " + state.name());
        }
    }

    private Run fold() {
        Run run = null;
        for (Event event : log.events()) {
            run = Evolver.evolve(run, event);
        }
        return requireNonNull(run, "a run without a log");
    }

    private void replays(RunStore.StoredRun stored, Views.RunView seen) {
        @Nullable Run again = null;
        for (Event event : log.events()) {
            String text = LogText.write(Codec.event(event));
            Event read = Codec.event(LogText.parse(text));
            check(LogText.write(Codec.event(read)).equals(text), "an event reads back as other bytes: " + text);
            again = Evolver.evolve(again, read);
        }
        Run kept = stored.snapshot() == null ? null : stored.snapshot().run();
        for (Event event : stored.events()) {
            kept = Evolver.evolve(kept, event);
        }
        check(
                StateText.of(requireNonNull(again)).equals(StateText.of(requireNonNull(kept))),
                "its log gives another state than it had");
        check(stored.row().seq() == log.events().size(), "its log is not dense");
        check(again.status().text().equals(seen.status()), "its log ends " + again.status());
        Map<String, Object> data = new HashMap<>();
        again.data().forEach((name, value) -> data.put(name.value(), value));
        check(data.equals(seen.data()), "its log gives the data " + data + ", people saw " + seen.data());
    }
}
