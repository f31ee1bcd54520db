package dev.signalbox.core.decide.verb;

import dev.signalbox.core.context.ContextCompiler;
import dev.signalbox.core.context.ContextRequest;
import dev.signalbox.core.context.ContextResult;
import dev.signalbox.core.context.Coverage;
import dev.signalbox.core.context.Manifest;
import dev.signalbox.core.context.ReplyBound;
import dev.signalbox.core.decide.Budgets;
import dev.signalbox.core.decide.Plan;
import dev.signalbox.core.decide.Turn;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.effect.Message;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.run.Failure;
import dev.signalbox.core.run.Memory;
import dev.signalbox.core.run.Step;
import dev.signalbox.core.run.Step.Doing;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.tokens.TokenCounter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code llm}: one typed question to a model, sent back a few times when the reply does not fit. */
public final class LlmStep {
    private LlmStep() {}

    /** Asks, or asks again after a lost try: the context is made anew and comes out the same. */
    static void ask(Turn turn, Plan plan, LlmVerb llm) {
        Step step = turn.step(plan.id());
        boolean repairing = step.doing() instanceof Doing.Question question
                && question.reply() != null
                && !question.problems().isEmpty();
        ask(turn, plan, llm, repairing ? "repair" : "answer");
    }

    /** The reply does not fit: it is sent back with the validator's words, as often as the file allows. */
    static void refused(Turn turn, Plan plan, LlmVerb llm) {
        if (!(turn.step(plan.id()).doing() instanceof Doing.Question question)) {
            throw new IllegalStateException(plan.id() + " asked no model");
        }
        if (question.repairs() >= llm.repair()) {
            String problems = String.join("; ", question.problems());
            Steps.fail(turn, plan, Failure.of("invalid", "no reply fitted the schema: " + problems));
            return;
        }
        ask(turn, plan, llm, "repair");
    }

    private static void ask(Turn turn, Plan plan, LlmVerb llm, String purpose) {
        switch (ContextCompiler.compile(request(turn, plan, llm, purpose.equals("repair")))) {
            case ContextResult.Ready ready -> send(turn, plan, llm, ready, purpose);
            case ContextResult.Needs needs -> summarise(turn, plan, needs);
            case ContextResult.Overflow overflow -> Steps.fail(turn, plan, Failure.of("overflow", overflow.message()));
            case ContextResult.Failed failed -> Steps.fail(turn, plan, Failure.value(failed.message()));
        }
    }

    /** The messages of the question under way: compiled again they come out the same. */
    public static List<Message> messages(Turn turn, Plan plan, LlmVerb llm) {
        boolean repairing = turn.step(plan.id()).doing() instanceof Doing.Question question
                && question.purpose().equals("repair");
        return switch (ContextCompiler.compile(request(turn, plan, llm, repairing))) {
            case ContextResult.Ready ready -> ready.messages();
            case ContextResult.Needs needs -> needs.messages();
            case ContextResult.Overflow overflow -> List.of();
            case ContextResult.Failed failed -> List.of();
        };
    }

    private static ContextRequest request(Turn turn, Plan plan, LlmVerb llm, boolean repairing) {
        Workspace.Model model = turn.checked().models().get(llm.model());
        ContextRequest.Repair repair = null;
        if (repairing && turn.step(plan.id()).doing() instanceof Doing.Question question && question.reply() != null) {
            repair = new ContextRequest.Repair(question.reply(), question.problems());
        }
        Memory memory = turn.run().memory();
        return new ContextRequest(
                turn.checked(),
                llm,
                plan.scope(),
                memory.history().toList(),
                summaries(turn, plan),
                // A visit's context does not change while it waits for its next try.
                turn.activation().at(),
                model == null ? null : model.window(),
                counter(model),
                repair);
    }

    private static List<ContextRequest.Summary> summaries(Turn turn, Plan plan) {
        String own = plan.state().name() + "/";
        return turn.run().memory().summaries().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(own))
                .map(entry -> new ContextRequest.Summary(
                        entry.getKey().substring(own.length()),
                        entry.getValue().covers(),
                        entry.getValue().upTo(),
                        entry.getValue().text()))
                .toList();
    }

    /** Counts as the model's provider does. */
    public static TokenCounter counter(Workspace.@Nullable Model model) {
        Workspace.Provider provider = model == null ? Workspace.Provider.OPENAI : model.provider();
        return TokenCounter.forProvider(provider.name().toLowerCase(Locale.ROOT));
    }

    private static void send(Turn turn, Plan plan, LlmVerb llm, ContextResult.Ready ready, String purpose) {
        String refused = MediaTaken.refusal(turn.checked().models(), llm.model(), ready.messages());
        if (refused != null) {
            Steps.fail(turn, plan, Failure.value(refused));
            return;
        }
        Workspace.Model model = turn.checked().models().get(llm.model());
        int maxOutput = ReplyBound.of(llm, model == null ? null : model.window());
        request(
                turn,
                plan,
                new Asking(
                        llm.model(),
                        ready.messages(),
                        ready.schema(),
                        ready.question(),
                        ready.manifest(),
                        ready.predictedInputTokens(),
                        maxOutput,
                        llm.temperature(),
                        ready.media()),
                purpose,
                null);
    }

    private static void summarise(Turn turn, Plan plan, ContextResult.Needs needs) {
        Manifest none = new Manifest(ContextCompiler.NUMBER, "", 0, 0, 0, List.of());
        request(
                turn,
                plan,
                new Asking(
                        needs.model(),
                        needs.messages(),
                        needs.schema(),
                        needs.question(),
                        none,
                        needs.predictedInputTokens(),
                        needs.into(),
                        null,
                        Map.of()),
                "summary",
                new Coverage(needs.item(), needs.covers(), needs.upTo()));
    }

    private record Asking(
            ModelName model,
            List<Message> messages,
            Object schema,
            String question,
            Manifest manifest,
            long input,
            int maxOutput,
            @Nullable Double temperature,
            Map<String, String> media) {}

    private static void request(Turn turn, Plan plan, Asking asking, String purpose, @Nullable Coverage covering) {
        Workspace.Model model = turn.checked().models().get(asking.model());
        long tokens = asking.input() + asking.maxOutput();
        double usd = Budgets.worstCost(model, asking.input(), asking.maxOutput());
        String broken = Budgets.broken(turn.run(), tokens, usd);
        if (broken != null) {
            String words = Budgets.words(turn.run().limits(), broken);
            if (turn.run().counters().limit() == null) {
                turn.emit(new Event.LimitReached(turn.now(), broken, words));
            }
            Steps.fail(turn, plan, Failure.of("limit", words));
            return;
        }
        int attempt = turn.step(plan.id()).attempt() + 1;
        turn.emit(new Event.ModelRequested(
                turn.now(),
                plan.id(),
                attempt,
                purpose,
                covering,
                asking.model(),
                asking.messages(),
                asking.schema(),
                asking.question(),
                asking.manifest(),
                tokens,
                usd));
        turn.effect(new Effect.ModelCall(
                plan.id(),
                turn.run().flow(),
                attempt,
                asking.model(),
                asking.messages(),
                asking.schema(),
                asking.question(),
                asking.temperature(),
                asking.maxOutput(),
                plan.timeout(),
                asking.media()));
    }

    /** How many of the step's tries repeated a lost one. */
    public static int retries(Step step) {
        return step.doing() instanceof Doing.Question question ? question.retries() : 0;
    }

    /** A summary's name in the run's memory: the same item of another state is another summary. */
    public static String summaryKey(Plan plan, Coverage coverage) {
        return plan.state().name() + "/" + coverage.item();
    }
}
