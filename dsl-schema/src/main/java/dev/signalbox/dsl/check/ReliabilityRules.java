package dev.signalbox.dsl.check;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Related;
import dev.signalbox.dsl.diagnostic.Severity;
import dev.signalbox.dsl.graph.Outcomes;
import dev.signalbox.dsl.graph.Ways;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Retry;
import dev.signalbox.dsl.model.Save;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.verb.CallVerb;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.model.verb.ParallelVerb;
import dev.signalbox.dsl.model.verb.StepVerb;
import java.time.Duration;
import java.util.List;

/** R601–R604: what is tried again, and what happens when it does not help. */
final class ReliabilityRules {
    private final Setting setting;
    private final Flow flow;
    private final Findings findings;

    private ReliabilityRules(Setting setting, Findings findings) {
        this.setting = setting;
        this.flow = setting.flow();
        this.findings = findings;
    }

    static void check(Setting setting, Findings findings) {
        ReliabilityRules rules = new ReliabilityRules(setting, findings);
        for (State state : rules.flow.states().values()) {
            for (Steps.Step step : Steps.of(state)) {
                rules.retryOnce(step);
                rules.time(step);
                rules.schema(step);
            }
        }
        rules.failed();
    }

    private void retryOnce(Steps.Step step) {
        Retry retry = step.retry();
        if (retry == null || retry.max() == 0 || !(step.verb() instanceof CallVerb call)) {
            return;
        }
        Action action = flow.actions().get(call.action());
        if (action != null
                && action.effect() == Action.Effect.WRITE
                && action.delivery() == Action.Delivery.AT_MOST_ONCE) {
            findings.add(
                    Code.R601,
                    setting.key(step.path() + "/retry", step.place()),
                    "`" + call.action() + "` is never repeated once it may have left, so it cannot be retried.",
                    "Take `retry` out, or say `delivery: idempotent` at the action if the other side recognises the key.");
        }
    }

    /** One state that lacks the route gives the finding; a flow without a shared route is one mistake, not one for each state. */
    private void failed() {
        List<State> lacking = flow.states().values().stream()
                .filter(ReliabilityRules::canFail)
                .filter(state -> Ways.route(flow, state, Outcomes.FAILED) == null)
                .toList();
        if (lacking.isEmpty()) {
            return;
        }
        State first = lacking.getFirst();
        String others = lacking.size() == 1
                ? ""
                : lacking.size() == 2
                        ? ", nor `" + lacking.get(1).name() + "`"
                        : ", nor " + (lacking.size() - 1) + " other states";
        findings.add(Diagnostic.of(
                        Code.R602,
                        first.namePlace(),
                        "Nothing says where `" + first.name() + "` leads when it fails" + others + ".")
                .withHelp("Add `otherwise: { failed: STATE }` to the state, or to the flow for all of them.")
                .withRelated(lacking.stream()
                        .skip(1)
                        .map(state -> new Related(
                                state.namePlace().span(), "`" + state.name() + "` has no route for `failed` either"))
                        .toList()));
    }

    private static boolean canFail(State state) {
        return state.verb() instanceof StepVerb
                || state.verb() instanceof ParallelVerb
                || state.verb() instanceof EachVerb;
    }

    /** The time a step may take with all its tries, against the time it has. */
    private void time(Steps.Step step) {
        Retry retry = step.retry();
        if (retry == null || retry.max() == 0) {
            return;
        }
        Duration pauses = pauses(retry);
        Duration longest =
                step.timeout() == null ? pauses : pauses.plus(step.timeout().multipliedBy(retry.max() + 1L));
        Duration outer = step.inner() ? step.state().timeout() : null;
        Duration most = flow.limits().duration();
        Place place = setting.key(step.path() + "/retry", step.place());
        if (outer != null && longest.compareTo(outer) > 0) {
            late(place, retry, longest, pauses.compareTo(outer) > 0, "the state's `timeout` of " + text(outer));
        } else if (most != null && longest.compareTo(most) > 0) {
            late(place, retry, longest, pauses.compareTo(most) > 0, "the run's limit of " + text(most));
        }
    }

    /** @param surely the pauses alone outlast it; else tries that fail sooner than they may leave room for all */
    private void late(Place place, Retry retry, Duration longest, boolean surely, String bound) {
        findings.add(Diagnostic.of(
                        Code.R603,
                        place,
                        "With " + retry.max() + " retries this " + (surely ? "takes" : "may take") + " " + text(longest)
                                + ", longer than " + bound + ".")
                .withSeverity(surely ? Severity.ERROR : Severity.WARNING)
                .withHelp("Retry less often, wait less in between, or give it more time."));
    }

    /** What is waited between the tries, all together. */
    private static Duration pauses(Retry retry) {
        Duration sum = Duration.ZERO;
        Duration wait = retry.first();
        for (int i = 0; i < Math.min(retry.max(), 10_000); i++) {
            sum = sum.plus(wait);
            wait = wait.multipliedBy(2).compareTo(retry.most()) < 0 ? wait.multipliedBy(2) : retry.most();
        }
        return sum;
    }

    private static String text(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    private void schema(Steps.Step step) {
        if (!(step.verb() instanceof LlmVerb llm) || llm.output() != null) {
            return;
        }
        boolean misspelt =
                step.save() instanceof Save.Whole whole && !flow.data().containsKey(whole.name());
        if (!misspelt) {
            findings.add(
                    Code.R604,
                    setting.key(step.path() + "/llm", step.place()),
                    "Nothing says what the model's reply must be.",
                    "Add `output` or `choose`, or `save` it whole under a name of data.");
        }
    }
}
