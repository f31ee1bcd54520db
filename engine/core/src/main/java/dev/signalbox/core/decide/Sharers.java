package dev.signalbox.core.decide;

import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Step;
import dev.signalbox.core.run.Step.Doing;
import dev.signalbox.core.run.Step.Phase;
import dev.signalbox.dsl.model.verb.CallVerb;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.model.verb.FlowVerb;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.model.verb.ParallelVerb;
import org.jspecify.annotations.Nullable;

/**
 * Who is still to draw on what a run has left while a child run is under way. What is under way has what it needs set aside
 * already; a call of an action uses nothing.
 *
 * @param begin the child, and the questions and child runs of the same state that may begin beside it
 * @param again questions under way that may be asked again, and what that may come to: {@code calls}, {@code tokens}, {@code usd}
 */
public record Sharers(int begin, int again, long calls, long tokens, double usd) {
    private static final Sharers CHILD_ALONE = new Sharers(1, 0, 0, 0, 0);

    /** Those beside a child run whose step has not asked for it yet. */
    public static Sharers of(Turn turn, StepId child) {
        if (turn.state().verb() instanceof ParallelVerb parallel) {
            Sharers all = CHILD_ALONE;
            for (String name : parallel.branches().keySet()) {
                if (!name.equals(child.slot())) {
                    all = all.with(
                            Plans.branch(turn, parallel, name),
                            turn.activation().step(name));
                }
            }
            return all;
        }
        return turn.state().verb() instanceof EachVerb each
                ? new Sharers(1 + besideItem(turn, each, child.slot()), 0, 0, 0, 0)
                : CHILD_ALONE;
    }

    private Sharers with(Plan plan, @Nullable Step step) {
        return switch (plan.verb()) {
            case CallVerb call -> this;
            case FlowVerb flow -> step == null || isToAsk(step) ? oneMore() : this;
            case LlmVerb llm -> {
                if (step != null && step.phase() == Phase.CALLING && step.doing() instanceof Doing.Question question) {
                    yield asked(plan, llm, question);
                }
                // A person who plays the model uses nothing.
                yield step == null || (isToAsk(step) && step.phase() != Phase.HELD) ? oneMore() : this;
            }
        };
    }

    private Sharers oneMore() {
        return new Sharers(begin + 1, again, calls, tokens, usd);
    }

    private Sharers asked(Plan plan, LlmVerb llm, Doing.Question question) {
        if (question.purpose().equals("summary")) {
            return oneMore(); // the answer itself is to be asked for
        }
        int retries = plan.retry() == null ? 0 : plan.retry().max();
        int more = Math.max(0, llm.repair() - question.repairs()) + Math.max(0, retries - question.retries());
        return more == 0
                ? this
                : new Sharers(
                        begin,
                        again + 1,
                        calls + more,
                        tokens + more * question.reservedTokens(),
                        usd + more * question.reservedUsd());
    }

    /** Of the items that have not begun, as many as there is room for beside those that have. */
    private static int besideItem(Turn turn, EachVerb each, String own) {
        int begun = 1;
        int toAsk = 0;
        int toBegin = 0;
        for (int index = 0; index < Plans.items(turn.activation()).size(); index++) {
            String slot = String.valueOf(index);
            Step step = turn.activation().step(slot);
            if (slot.equals(own)) {
                continue;
            }
            if (step == null) {
                toBegin++;
            } else if (!step.phase().settled()) {
                begun++;
                toAsk += isToAsk(step) ? 1 : 0;
            }
        }
        return toAsk + Math.max(0, Math.min(toBegin, each.concurrency() - begun));
    }

    private static boolean isToAsk(Step step) {
        return switch (step.phase()) {
            case NEW, HELD, APPROVED, BACKOFF, REFUSED -> true;
            case CALLING, UNKNOWN, WAITING, CHILD, SUCCEEDED, FAILED, DROPPED -> false;
        };
    }
}
