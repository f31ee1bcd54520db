package dev.signalbox.cli.process.kill;

import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.Step;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The moment of a kill, put together afterwards. */
final class Scene {
    final Died died;
    final boolean owned;
    final boolean inCheckpoint;
    private final int generation;
    private final @Nullable PostMortem left;
    private final Customers customers;
    private final Map<String, Came> came = new HashMap<>();

    /** What the process itself had said by then. */
    enum Died {
        STARTING,
        /** It serves, and nobody has asked it anything yet: what it does is what the last one left. */
        UNASKED,
        SERVING,
        DRAINING
    }

    /** The last call of a key, as it stood the moment before the kill. */
    record Came(Ledger.Kind kind, int generation, Ledger.Answer answer) {}

    /** What a call was when its process died; {@code came} is null when this process made none under the step's key. */
    interface CallQuestion {
        boolean ask(Run run, Step step, @Nullable Came came);
    }

    /**
     * @param owned the process had the store's file for itself
     * @param left null when the store had no tables yet
     */
    Scene(
            int generation,
            Died died,
            boolean owned,
            boolean inCheckpoint,
            @Nullable PostMortem left,
            Customers customers,
            List<Moment> calls) {
        this.generation = generation;
        this.died = died;
        this.owned = owned;
        this.inCheckpoint = inCheckpoint;
        this.left = left;
        this.customers = customers;
        for (Moment call : calls) {
            Ledger.Arrival arrival = call.arrival();
            came.put(arrival.key, new Came(arrival.kind, arrival.generation, call.answer()));
        }
    }

    /** A call and whether it was answered, noted before the kill. */
    record Moment(Ledger.Arrival arrival, Ledger.Answer answer) {
        static List<Moment> of(Ledger ledger) {
            return ledger.arrivals().stream()
                    .map(arrival -> new Moment(arrival, arrival.answer))
                    .toList();
        }
    }

    boolean withoutTables() {
        return owned && left == null;
    }

    List<Run> runs() {
        return left == null ? List.of() : left.runs();
    }

    /** This process called somebody. */
    boolean tookUp() {
        return came.values().stream().anyMatch(call -> call.generation() == generation);
    }

    boolean takesUp() {
        return (died == Died.STARTING || died == Died.UNASKED) && tookUp();
    }

    static Collection<Step> steps(Run run) {
        return run.activation() == null ? List.of() : run.activation().steps().values();
    }

    static boolean sent(Step step) {
        return step.doing() instanceof Step.Doing.Call call && call.sent();
    }

    /** Some step that waits for an answer, with the call of this process that belongs to it. */
    boolean anyCall(CallQuestion question) {
        for (Run run : runs()) {
            for (Step step : steps(run)) {
                if (run.open() && step.phase() == Step.Phase.CALLING) {
                    Came last = came.get(key(run, step));
                    boolean mine = last != null && last.generation() == generation;
                    if ((mine || last == null) && question.ask(run, step, last)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    boolean anyUnderWay(Ledger.Kind kind) {
        return anyCall((run, step, call) -> call != null && call.kind() == kind && call.answer() == Ledger.Answer.NONE);
    }

    /** What the ledger knows the call by. */
    private static String key(Run run, Step step) {
        if (step.doing() instanceof Step.Doing.Call call) {
            return switch (call.delivery()) {
                case IDEMPOTENT -> step.id().toString();
                case AT_MOST_ONCE ->
                    "/once/" + call.action() + " " + run.input().get("id");
            };
        }
        return Ledger.MODEL + " " + run.input().get("id");
    }

    boolean anyHold(Hold.Purpose purpose) {
        return runs().stream()
                .flatMap(run -> run.holds().values().stream())
                .anyMatch(hold -> hold.purpose() == purpose);
    }

    /** @param committed whether the store has it */
    boolean startUnderWay(boolean committed) {
        return left != null
                && customers.orders().stream()
                        .filter(order -> order.run == null && order.sentTo == generation)
                        .anyMatch(order -> (left.startedAs(order.id) != null) == committed);
    }

    /** @param committed whether the store has it */
    boolean decisionUnderWay(boolean committed) {
        return left != null
                && customers.decisions().stream()
                        .filter(decision -> !decision.acknowledged && decision.sentTo == generation)
                        .anyMatch(decision -> left.decided(decision.run).contains(decision.hold) == committed);
    }
}
