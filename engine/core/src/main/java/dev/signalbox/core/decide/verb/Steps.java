package dev.signalbox.core.decide.verb;

import dev.signalbox.core.decide.Plan;
import dev.signalbox.core.decide.Progress;
import dev.signalbox.core.decide.Turn;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.run.Failure;
import dev.signalbox.core.run.Step;
import dev.signalbox.dsl.model.verb.CallVerb;
import dev.signalbox.dsl.model.verb.FlowVerb;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.value.Json;

/** Takes one step on, wherever it stands: the state itself, a branch, an item, or fetched data. */
public final class Steps {
    private Steps() {}

    /** Does all that can be done now, and says how far the step has come. */
    public static Progress advance(Turn turn, Plan plan) {
        Step.Phase before;
        do {
            before = turn.step(plan.id()).phase();
            switch (before) {
                case NEW -> begin(turn, plan);
                case APPROVED -> approved(turn, plan);
                case BACKOFF -> retry(turn, plan);
                case REFUSED -> refused(turn, plan);
                case UNKNOWN -> UnknownCall.advance(turn, plan);
                case HELD, CALLING, WAITING, CHILD, SUCCEEDED, FAILED, DROPPED -> {}
            }
        } while (turn.step(plan.id()).phase() != before);
        return progress(turn.step(plan.id()));
    }

    /** What a step's phase means to its state. */
    static Progress progress(Step step) {
        Object result = step.result();
        Failure failure = step.failure();
        return switch (step.phase()) {
            case SUCCEEDED -> new Progress.Succeeded(result == null ? Json.NULL : result);
            case FAILED -> new Progress.Failed(failure == null ? Failure.of("failed", "it failed") : failure);
            case UNKNOWN ->
                new Progress.Failed(failure == null ? Failure.of("unknown", "it may have happened") : failure);
            case DROPPED -> Progress.DROPPED;
            case NEW, HELD, APPROVED, CALLING, BACKOFF, REFUSED, WAITING, CHILD -> Progress.WAITING;
        };
    }

    /** Makes of a step that has its result another try, with what it asks for rendered anew. */
    public static void anew(Turn turn, Plan plan) {
        begin(turn, plan);
    }

    private static void begin(Turn turn, Plan plan) {
        switch (plan.verb()) {
            case CallVerb call -> CallStep.begin(turn, plan, call);
            case LlmVerb llm -> LlmStep.ask(turn, plan, llm);
            case FlowVerb flow -> FlowStep.begin(turn, plan, flow);
        }
    }

    private static void approved(Turn turn, Plan plan) {
        switch (plan.verb()) {
            case CallVerb call -> CallStep.approved(turn, plan, call);
            case FlowVerb flow -> FlowStep.approved(turn, plan, flow);
            case LlmVerb llm -> LlmStep.ask(turn, plan, llm);
        }
    }

    private static void retry(Turn turn, Plan plan) {
        Step step = turn.step(plan.id());
        if (step.due() != null && step.due().isAfter(turn.live().now())) {
            return;
        }
        // A child run has no tries.
        if (plan.verb() instanceof LlmVerb llm) {
            LlmStep.ask(turn, plan, llm);
        } else {
            CallStep.request(turn, plan);
        }
    }

    private static void refused(Turn turn, Plan plan) {
        if (plan.verb() instanceof LlmVerb llm) {
            LlmStep.refused(turn, plan, llm);
        }
    }

    static void fail(Turn turn, Plan plan, Failure failure) {
        turn.emit(new Event.StepFailed(turn.now(), plan.id(), failure.outcome(), failure.kind(), failure.message()));
    }
}
