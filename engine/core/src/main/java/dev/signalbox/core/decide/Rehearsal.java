package dev.signalbox.core.decide;

import dev.signalbox.core.context.Calibration;
import dev.signalbox.core.context.ContextCompiler;
import dev.signalbox.core.context.ContextRequest;
import dev.signalbox.core.context.ContextResult;
import dev.signalbox.core.decide.verb.LlmStep;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.model.Retry;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.tokens.ReplyBound;
import dev.signalbox.dsl.tokens.TokenCounter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The question of a step in a run as it stood once, asked on trial: by a file that need not be the run's own, of a model that
 * need not be the file's. Compiles exactly what the engine would; decides nothing and changes no run.
 */
public final class Rehearsal {
    private final CheckedFlow flow;
    private final Run run;
    private final Turn turn;
    private final Plan plan;
    private final LlmVerb question;

    private Rehearsal(CheckedFlow flow, Run run, Turn turn, Plan plan, LlmVerb question) {
        this.flow = flow;
        this.run = run;
        this.turn = turn;
        this.plan = plan;
        this.question = question;
    }

    /**
     * The question that stands in the step's place in that flow; null where none does.
     *
     * @param run as it was when the step asked; in the step's visit
     */
    public static @Nullable Rehearsal of(CheckedFlow flow, Run run, StepId step) {
        StateName state = run.state();
        if (state == null || !flow.flow().states().containsKey(state)) {
            return null;
        }
        Turn turn = new Turn(flow, run, new Live(run.updatedAt(), Map.of()));
        Plan plan = Plans.of(turn, step.slot());
        return plan != null && plan.verb() instanceof LlmVerb llm ? new Rehearsal(flow, run, turn, plan, llm) : null;
    }

    /** The file that asks. */
    public CheckedFlow flow() {
        return flow;
    }

    /** The question as the file has it. */
    public LlmVerb question() {
        return question;
    }

    /** The bound of each try; null where the file sets none. */
    public @Nullable Duration timeout() {
        return plan.timeout();
    }

    /** The most tokens of one reply of that model. */
    public int maxOutput(Workspace.@Nullable Model model) {
        return ReplyBound.of(question, model == null ? null : model.window());
    }

    /**
     * What would be sent to that model.
     *
     * @param calibration what tokens are counted with; null for the counter as it is
     * @param made summaries that the trial had made, besides the run's own
     * @param repair the reply that did not fit; null on the first question
     */
    public ContextResult compile(
            Workspace.@Nullable Model model,
            @Nullable Calibration calibration,
            List<ContextRequest.Summary> made,
            ContextRequest.@Nullable Repair repair) {
        List<ContextRequest.Summary> summaries = new ArrayList<>(LlmStep.summaries(turn, plan));
        summaries.addAll(made);
        TokenCounter counter = LlmStep.counter(model);
        return ContextCompiler.compile(new ContextRequest(
                flow,
                question,
                plan.scope(),
                run.memory().history().toList(),
                summaries,
                turn.activation().at(),
                model == null ? null : model.window(),
                calibration == null ? counter : calibration.of(counter),
                repair,
                null));
    }

    /**
     * When a failed try is made again; null when not.
     *
     * @param otherwise the rule where the file has none
     */
    public @Nullable Instant retryAt(int retried, String kind, @Nullable Duration asked, Instant now, Retry otherwise) {
        return Retries.next(plan.retry() == null ? otherwise : plan.retry(), retried, kind, asked, now);
    }

    /** The model that the file names, as the flow pins it; null where it pins none of that name. */
    public Workspace.@Nullable Model ownModel() {
        return flow.models().get(question.model());
    }
}
