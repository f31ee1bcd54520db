package dev.signalbox.core.decide;

import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Activation;
import dev.signalbox.dsl.expr.Scope;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Fetch;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.verb.CallVerb;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.model.verb.InnerStep;
import dev.signalbox.dsl.model.verb.ParallelVerb;
import dev.signalbox.dsl.model.verb.StepVerb;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the plan of a step by its slot. */
public final class Plans {
    /** No name of data and no branch can end so. */
    private static final String BESIDE_A_BRANCH = "~";

    private Plans() {}

    /** What the roots mean to the state the run is in. */
    public static Scope scope(Turn turn) {
        // Asked anew each time: what a phase of the state wrote, the next one reads.
        return root -> new RunScope(turn.flow(), turn.run()).root(root);
    }

    /** The plan of the slot, or null where the state has no step there that is a call, a question or a child run. */
    public static @Nullable Plan of(Turn turn, String slot) {
        State state = turn.state();
        if (slot.isEmpty()) {
            return state.verb() instanceof StepVerb verb ? main(turn, verb) : null;
        }
        if (state.verb() instanceof ParallelVerb parallel && parallel.branches().containsKey(slot)) {
            return branch(turn, parallel, slot);
        }
        if (state.verb() instanceof EachVerb each && Character.isDigit(slot.charAt(0))) {
            return item(turn, each, Integer.parseInt(slot));
        }
        return fetch(turn, nameOf(slot));
    }

    /** A fetched name that a branch is named like has a slot of its own. */
    private static String slotOf(State state, String name) {
        boolean taken = state.verb() instanceof ParallelVerb parallel
                && parallel.branches().containsKey(name);
        return taken ? name + BESIDE_A_BRANCH : name;
    }

    /** The name that a fetch of that slot gets. */
    static String nameOf(String slot) {
        return slot.endsWith(BESIDE_A_BRANCH) ? slot.substring(0, slot.length() - BESIDE_A_BRANCH.length()) : slot;
    }

    public static Plan main(Turn turn, StepVerb verb) {
        State state = turn.state();
        return new Plan(turn.id(""), state, verb, state.approve(), state.retry(), state.timeout(), scope(turn), false);
    }

    public static Plan branch(Turn turn, ParallelVerb parallel, String name) {
        ParallelVerb.Branch branch = parallel.branches().get(name);
        if (branch == null) {
            throw new IllegalStateException(
                    "no branch " + name + " in " + turn.state().name());
        }
        // Every branch sees the data as at entry: nothing is saved before the join.
        return inner(turn, branch.step(), name, scope(turn));
    }

    public static Plan item(Turn turn, EachVerb each, int index) {
        List<Object> items = items(turn.activation());
        Scope scope = scope(turn).with(each.item(), items.get(index)).with("index", (long) index);
        return inner(turn, each.step(), String.valueOf(index), scope);
    }

    static List<Object> items(Activation activation) {
        List<Object> items = activation.items();
        return items == null ? List.of() : items;
    }

    private static Plan inner(Turn turn, InnerStep step, String slot, Scope scope) {
        return new Plan(
                turn.id(slot), turn.state(), step.verb(), step.approve(), step.retry(), step.timeout(), scope, false);
    }

    /** The plan that fetches a name of data, or null where it is not fetched data. */
    public static @Nullable Plan fetch(Turn turn, String name) {
        DataDecl data = turn.flow().data().get(new DataName(name));
        Fetch fetch = data == null ? null : data.fetch();
        if (fetch == null) {
            return null;
        }
        CallVerb call = new CallVerb(fetch.call(), fetch.place(), fetch.with());
        StepId id = turn.id(slotOf(turn.state(), name));
        return new Plan(id, turn.state(), call, null, fetch.retry(), fetch.timeout(), scope(turn), true);
    }
}
