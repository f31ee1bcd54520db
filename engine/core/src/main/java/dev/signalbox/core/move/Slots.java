package dev.signalbox.core.move;

import dev.signalbox.dsl.model.Approve;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.verb.CallVerb;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.model.verb.FlowVerb;
import dev.signalbox.dsl.model.verb.InnerStep;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.model.verb.ParallelVerb;
import dev.signalbox.dsl.model.verb.StepVerb;
import org.jspecify.annotations.Nullable;

/** The steps of a state by slot, as a file has them. */
final class Slots {
    private Slots() {}

    /** @param approve null when nobody is asked */
    record Slot(StepVerb verb, @Nullable Approve approve) {
        /** Whether what one of them gave is what the other would have given. */
        boolean gives(Slot other) {
            return switch (verb) {
                case CallVerb call ->
                    other.verb instanceof CallVerb same && same.action().equals(call.action());
                case FlowVerb flow ->
                    other.verb instanceof FlowVerb same && same.flow().equals(flow.flow());
                case LlmVerb llm -> other.verb instanceof LlmVerb;
            };
        }

        /** For a sentence. */
        String words() {
            return switch (verb) {
                case CallVerb call -> "calls " + call.action();
                case FlowVerb flow -> "starts a run of " + flow.flow();
                case LlmVerb llm -> "asks a model";
            };
        }
    }

    /** Null where the state has no such step: a slot of fetched data has none. */
    static @Nullable Slot of(State state, String slot) {
        if (slot.isEmpty()) {
            return state.verb() instanceof StepVerb verb ? new Slot(verb, state.approve()) : null;
        }
        if (state.verb() instanceof ParallelVerb parallel) {
            ParallelVerb.Branch branch = parallel.branches().get(slot);
            return branch == null ? null : of(branch.step());
        }
        return state.verb() instanceof EachVerb each && Character.isDigit(slot.charAt(0)) ? of(each.step()) : null;
    }

    private static Slot of(InnerStep step) {
        return new Slot(step.verb(), step.approve());
    }
}
