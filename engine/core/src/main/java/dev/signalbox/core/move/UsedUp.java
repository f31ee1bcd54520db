package dev.signalbox.core.move;

import dev.signalbox.core.decide.Budgets;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.Usage;
import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.model.Limits;
import dev.signalbox.dsl.model.State;
import java.time.Instant;

/** P907: what a run has used is more than the new file lets it. What it used counts on. */
final class UsedUp {
    private UsedUp() {}

    /** The limits that the run has in the new file: those of its parent's share stay. */
    static Limits check(Comparison comparison, Run run, Instant now) {
        Limits own = comparison.now().limits();
        Limits limits = run.parent() == null ? own : Budgets.within(own, run.limits());
        Usage usage = run.usage();
        if ("events".equals(run.counters().limit())) {
            broken(comparison, "the run has as many events as a run may have");
        }
        if (limits.steps() != null && usage.steps() >= limits.steps()) {
            broken(comparison, usage.steps() + " steps are taken, and limits.steps is " + limits.steps());
        }
        if (limits.llmCalls() != null && usage.llmCalls() > limits.llmCalls()) {
            broken(
                    comparison,
                    usage.llmCalls() + " model calls are made, and limits.llm_calls is " + limits.llmCalls());
        }
        if (limits.tokens() != null && usage.tokens() > limits.tokens()) {
            broken(comparison, usage.tokens() + " tokens are used, and limits.tokens is " + limits.tokens());
        }
        if (limits.costUsd() != null && usage.costUsd() > limits.costUsd()) {
            broken(comparison, usage.costUsd() + " USD are spent, and limits.cost_usd is " + limits.costUsd());
        }
        if (limits.duration() != null
                && !run.startedAt().plus(limits.duration()).isAfter(now)) {
            broken(
                    comparison,
                    "the run began at " + run.startedAt() + ", and limits.duration is "
                            + limits.duration().toSeconds() + " s");
        }
        return limits;
    }

    /** @param visit the number that the visit has in the new file */
    static void visits(Comparison comparison, State state, int visit) {
        Integer most = state.visits();
        if (most != null && visit > most) {
            comparison.add(
                    Code.P907,
                    state.namePlace(),
                    "`" + state.name() + "` was entered " + visit + " times by then, and visits is " + most + ".");
        }
    }

    private static void broken(Comparison comparison, String why) {
        comparison.add(Code.P907, comparison.now().place(), "A limit of the new file is used up: " + why + ".");
    }
}
