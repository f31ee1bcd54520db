package dev.signalbox.testkit.sim;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.Usage;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.model.Limits;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.verb.EndVerb;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The run's limits are kept whatever a model says that it used: no question is asked whose worst case does not fit in
 * what is left, nothing that is said gives anything back, and after a limit no model is asked.
 */
final class KeptLimits {
    /** As the language's page has it. */
    private static final int STEPS_TO_FINISH_IN = 10;

    private static final double CENT_FRACTION = 1e-9;

    private final RunId run;
    private final Journal.Story story;
    private final CheckedFlow flow;
    private final List<Violation> found;
    private final Map<StepId, Event.ModelRequested> open = new HashMap<>();
    private Usage before = Usage.NONE;
    private long calls;
    private long steps;
    private long stepsAfter;
    private @Nullable String limit;

    KeptLimits(RunId run, Journal.Story story, CheckedFlow flow, List<Violation> found) {
        this.run = run;
        this.story = story;
        this.flow = flow;
        this.found = found;
    }

    private void broken(String what) {
        found.add(new Violation(7, run + " of " + flow.flow().name() + ": " + what));
    }

    void check() {
        for (int i = 0; i < story.log.size(); i++) {
            Run after = story.states.get(i + 1);
            Run last = story.states.get(i);
            if (after == null) {
                return;
            }
            event(story.log.get(i), last == null ? after : last);
            grows(after.usage(), story.log.get(i));
        }
    }

    private void event(Event event, Run run) {
        switch (event) {
            case Event.StateEntered entered -> entered(entered, run.limits());
            case Event.LimitReached reached -> limit = reached.limit();
            case Event.ModelRequested requested -> {
                asked(requested, run);
                open.put(requested.step(), requested);
            }
            case Event.ModelReplied replied -> {
                open.remove(replied.step());
                calls++;
            }
            case Event.ModelFailed failed -> open.remove(failed.step());
            case Event.StepDropped dropped -> open.remove(dropped.step());
            case Event.HoldOpened opened -> open.remove(opened.hold().step());
            default -> {}
        }
    }

    private void entered(Event.StateEntered entered, Limits limits) {
        State state = flow.flow().states().get(entered.state());
        if (state == null) {
            return;
        }
        if (state.visits() != null && entered.visit() > state.visits()) {
            broken("over a limit: visit " + entered.visit() + " of " + entered.state());
        }
        if (state.verb() instanceof EndVerb) {
            return;
        }
        steps++;
        stepsAfter += limit == null ? 0 : 1;
        if (stepsAfter > STEPS_TO_FINISH_IN) {
            broken("over a limit: " + stepsAfter + " steps after " + limit);
        }
        if (limits.steps() != null && steps > limits.steps() + STEPS_TO_FINISH_IN) {
            broken("over a limit: step " + steps + " of " + limits.steps());
        }
    }

    private void asked(Event.ModelRequested requested, Run run) {
        Limits limits = run.limits();
        if (limit != null) {
            broken("over a limit: a model was asked after " + limit);
        }
        long underWay = open.size() + 1L;
        if (limits.llmCalls() != null && calls + underWay > limits.llmCalls()) {
            broken("over a limit: model call " + (calls + underWay) + " of " + limits.llmCalls());
        }
        long tokens = requested.reservedTokens();
        double usd = requested.reservedUsd();
        for (Event.ModelRequested other : open.values()) {
            tokens += other.reservedTokens();
            usd += other.reservedUsd();
        }
        if (limits.tokens() != null && run.usage().tokens() + tokens > limits.tokens()) {
            broken("over a limit: " + run.usage().tokens() + " tokens and perhaps " + tokens + " of "
                    + limits.tokens());
        }
        if (limits.costUsd() != null && !(run.usage().costUsd() + usd <= limits.costUsd() + CENT_FRACTION)) {
            broken("over a limit: " + run.usage().costUsd() + " USD and perhaps " + usd + " of " + limits.costUsd());
        }
        int worst = requested.manifest().used() + requested.manifest().envelope();
        if (requested.reservedTokens() <= worst) {
            broken("a question of " + worst + " tokens reserved " + requested.reservedTokens());
        }
    }

    /** What a run has used never becomes less, nor a figure that nothing can be held against. */
    private void grows(Usage after, Event event) {
        boolean less = after.inputTokens() < before.inputTokens()
                || after.outputTokens() < before.outputTokens()
                || after.cachedTokens() < before.cachedTokens()
                || after.llmCalls() < before.llmCalls()
                || !(after.costUsd() >= before.costUsd())
                || after.tokens() < before.tokens();
        if (less || Double.isInfinite(after.costUsd())) {
            broken("the usage became " + after + " after " + before + " by " + HostileWorld.shortened(event));
        }
        before = after;
    }
}
