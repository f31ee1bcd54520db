package dev.signalbox.dsl.diff;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.Approve;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Retry;
import dev.signalbox.dsl.model.Risk;
import dev.signalbox.dsl.model.Save;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.verb.AskVerb;
import dev.signalbox.dsl.model.verb.BranchVerb;
import dev.signalbox.dsl.model.verb.CallVerb;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.model.verb.EndVerb;
import dev.signalbox.dsl.model.verb.InnerStep;
import dev.signalbox.dsl.model.verb.ParallelVerb;
import dev.signalbox.dsl.model.verb.SetVerb;
import dev.signalbox.dsl.model.verb.StepVerb;
import dev.signalbox.dsl.model.verb.WaitVerb;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A step that a state takes: itself, a branch, or the one it repeats.
 *
 * @param slot the branch's name; empty for the other two
 */
record Step(
        String slot,
        StepVerb verb,
        @Nullable Save save,
        @Nullable Retry retry,
        @Nullable Duration timeout,
        @Nullable Approve approve,
        Place place) {

    /** How sure it is that a person is asked before the step's call. */
    enum Held {
        ALWAYS,
        SOMETIMES,
        NEVER
    }

    static Map<String, Step> of(State state) {
        Map<String, Step> steps = new LinkedHashMap<>();
        switch (state.verb()) {
            case StepVerb verb ->
                steps.put(
                        "",
                        new Step(
                                "",
                                verb,
                                state.save(),
                                state.retry(),
                                state.timeout(),
                                state.approve(),
                                state.place()));
            case ParallelVerb parallel ->
                parallel.branches().forEach((name, branch) -> steps.put(name, inner(name, branch.step())));
            case EachVerb each -> steps.put("", inner("", each.step()));
            case SetVerb set -> {}
            case AskVerb ask -> {}
            case WaitVerb wait -> {}
            case EndVerb end -> {}
            case BranchVerb branch -> {}
        }
        return steps;
    }

    private static Step inner(String slot, InnerStep step) {
        return new Step(slot, step.verb(), step.save(), step.retry(), step.timeout(), step.approve(), step.place());
    }

    /** What the step writes with; null for a step that calls no write. */
    @Nullable
    Action write(Flow flow) {
        Action action = verb instanceof CallVerb call ? flow.actions().get(call.action()) : null;
        return action != null && action.effect() == Action.Effect.WRITE ? action : null;
    }

    /** The risk that decides whether its approval holds; low where there is no action that declares one. */
    Risk risk(Flow flow) {
        Action action = verb instanceof CallVerb call ? flow.actions().get(call.action()) : null;
        return action == null ? new Risk.Low() : action.risk();
    }

    Held held(Flow flow) {
        if (approve == null) {
            return Held.NEVER;
        }
        return switch (risk(flow)) {
            case Risk.High high -> Held.ALWAYS;
            case Risk.Low low -> approve.when() == null ? Held.ALWAYS : Held.SOMETIMES;
            case Risk.When when -> Held.SOMETIMES;
        };
    }

    /** In a sentence about its state. */
    String words() {
        return slot.isEmpty() ? "" : "branch `" + slot + "`: ";
    }
}
