package dev.signalbox.core.decide.verb;

import dev.signalbox.core.context.Calibration;
import dev.signalbox.core.context.ContextCompiler;
import dev.signalbox.core.context.ContextRequest;
import dev.signalbox.core.context.ContextResult;
import dev.signalbox.core.context.Coverage;
import dev.signalbox.core.context.Manifest;
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
import dev.signalbox.dsl.model.ContextItem;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.tokens.ReplyBound;
import dev.signalbox.dsl.tokens.TokenCounter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code llm}: one typed question to a model, sent back a few times when the reply does not fit. */
public final class LlmStep {
    private LlmStep() {}

    /** Asks, or asks again after a lost try: the context is made anew and comes out the same. */
    static void ask(Turn turn, Plan plan, LlmVerb llm) {
        Doing.Question question = question(turn, plan);
        ModelName next = question == null || question.covering() != null ? null : question.next();
        boolean repairing = next == null
                && question != null
                && question.reply() != null
                && !question.problems().isEmpty();
        ask(turn, plan, llm, next == null ? model(question, llm) : next, repairing ? "repair" : "answer");
    }

    /**
     * The reply does not fit: it is sent back with the validator's words, as often as the file allows; then the question goes
     * to the next fallback, as if it had never been asked.
     */
    static void refused(Turn turn, Plan plan, LlmVerb llm) {
        Doing.Question question = question(turn, plan);
        if (question == null) {
            throw new IllegalStateException(plan.id() + " asked no model");
        }
        ModelName fallback = question.covering() == null ? fallback(turn, plan, llm, question) : null;
        if (question.repairs() < llm.repair()) {
            ask(turn, plan, llm, model(question, llm), "repair");
        } else if (fallback != null) {
            ask(turn, plan, llm, fallback, "answer");
        } else {
            Steps.fail(turn, plan, unfit(question));
        }
    }

    private static Failure unfit(Doing.Question question) {
        return Failure.of("invalid", "no reply fitted the schema: " + String.join("; ", question.problems()));
    }

    private static void ask(Turn turn, Plan plan, LlmVerb llm, ModelName model, String purpose) {
        switch (ContextCompiler.compile(request(turn, plan, llm, model, purpose.equals("repair")))) {
            case ContextResult.Ready ready -> send(turn, plan, llm, model, ready, purpose);
            case ContextResult.Needs needs -> summarise(turn, plan, llm, model, needs);
            case ContextResult.Overflow overflow ->
                passOver(
                        turn,
                        plan,
                        llm,
                        model,
                        Failure.of("overflow", overflow.message()),
                        "has no room for the question");
            case ContextResult.Failed failed -> Steps.fail(turn, plan, Failure.value(failed.message()));
        }
    }

    /**
     * A fallback that cannot be asked, its window being too small or a picture nothing that it takes, is passed over; what fails
     * the step in the end is what made it turn to fallbacks.
     */
    private static void passOver(Turn turn, Plan plan, LlmVerb llm, ModelName model, Failure own, String why) {
        Doing.Question question = question(turn, plan);
        ModelName next = Fallbacks.after(turn.checked().models(), llm.model(), model);
        if (model.equals(llm.model()) || question == null) {
            Steps.fail(turn, plan, own);
        } else if (next != null) {
            ask(turn, plan, llm, next, "answer");
        } else if (question.lost() != null) {
            String message = question.lost().message() + " Its fallback `" + model + "` " + why + ".";
            Steps.fail(turn, plan, new Failure("failed", question.lost().kind(), message, 0));
        } else {
            Steps.fail(turn, plan, unfit(question));
        }
    }

    /** Who is asked when the one that was asked last cannot answer; null for nobody. */
    public static @Nullable ModelName fallback(Turn turn, Plan plan, LlmVerb llm, Doing.Question question) {
        ModelName first = question.covering() == null ? llm.model() : summariser(llm, question.covering());
        ModelName asked = question.asked() == null ? first : question.asked();
        return first == null || asked == null
                ? null
                : Fallbacks.after(turn.checked().models(), first, asked);
    }

    private static @Nullable ModelName summariser(LlmVerb llm, Coverage covering) {
        return llm.context().load().stream()
                .filter(item -> item.name().equals(covering.item()))
                .flatMap(item -> item.source() instanceof ContextItem.Source.Events events
                        ? events.evict().stream()
                        : Stream.empty())
                .flatMap(rung -> rung instanceof ContextItem.Rung.Summarise summarise
                        ? Stream.of(summarise.model())
                        : Stream.empty())
                .findFirst()
                .orElse(null);
    }

    /** The messages of the question under way: compiled again they come out the same. */
    public static List<Message> messages(Turn turn, Plan plan, LlmVerb llm) {
        Doing.Question question = question(turn, plan);
        boolean repairing = question != null && question.purpose().equals("repair");
        return switch (ContextCompiler.compile(request(turn, plan, llm, model(question, llm), repairing))) {
            case ContextResult.Ready ready -> ready.messages();
            case ContextResult.Needs needs -> needs.messages();
            case ContextResult.Overflow overflow -> List.of();
            case ContextResult.Failed failed -> List.of();
        };
    }

    private static Doing.@Nullable Question question(Turn turn, Plan plan) {
        return turn.step(plan.id()).doing() instanceof Doing.Question question ? question : null;
    }

    private static ModelName model(Doing.@Nullable Question question, LlmVerb llm) {
        return question == null || question.model() == null ? llm.model() : question.model();
    }

    private static ContextRequest request(Turn turn, Plan plan, LlmVerb llm, ModelName name, boolean repairing) {
        Workspace.Model model = turn.checked().models().get(name);
        Doing.Question question = question(turn, plan);
        ContextRequest.Repair repair = null;
        if (repairing && question != null && question.reply() != null) {
            repair = new ContextRequest.Repair(question.reply(), question.problems());
        }
        Memory memory = turn.run().memory();
        Calibration calibration = calibration(turn, plan, llm, name);
        TokenCounter counter = counter(model);
        return new ContextRequest(
                turn.checked(),
                llm,
                plan.scope(),
                memory.history().toList(),
                summaries(turn, plan),
                // A visit's context does not change while it waits for its next try.
                turn.activation().at(),
                model == null ? null : model.window(),
                calibration == null ? counter : calibration.of(counter),
                repair,
                memory.sent().get(Memory.asked(plan.state().name(), name)));
    }

    /** What the visit's first question to the model was counted with: later ones have to come out the same. */
    private static @Nullable Calibration calibration(Turn turn, Plan plan, LlmVerb llm, ModelName name) {
        Doing.Question question = question(turn, plan);
        if (question != null && question.asked() != null && model(question, llm).equals(name)) {
            return question.calibration();
        }
        Workspace.Model model = turn.checked().models().get(name);
        return model == null ? null : turn.live().calibrations().get(Calibration.key(model));
    }

    /** What was made of older events for this question so far. */
    public static List<ContextRequest.Summary> summaries(Turn turn, Plan plan) {
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

    private static void send(
            Turn turn, Plan plan, LlmVerb llm, ModelName name, ContextResult.Ready ready, String purpose) {
        String refused = MediaTaken.refusal(turn.checked().models(), name, ready.messages());
        if (refused != null) {
            passOver(turn, plan, llm, name, Failure.value(refused), "does not take what it shows");
            return;
        }
        Workspace.Model model = turn.checked().models().get(name);
        int maxOutput = ReplyBound.of(llm, model == null ? null : model.window());
        request(
                turn,
                plan,
                new Asking(
                        name,
                        ready.messages(),
                        ready.schema(),
                        ready.question(),
                        ready.manifest(),
                        ready.predictedInputTokens(),
                        maxOutput,
                        llm.temperature(),
                        calibration(turn, plan, llm, name),
                        null,
                        ready.media()),
                purpose,
                null);
    }

    private static void summarise(Turn turn, Plan plan, LlmVerb llm, ModelName name, ContextResult.Needs needs) {
        Manifest none = new Manifest(ContextCompiler.NUMBER, "", 0, 0, 0, List.of(), null);
        Doing.Question question = question(turn, plan);
        ModelName fallback = question == null || question.covering() == null ? null : question.next();
        request(
                turn,
                plan,
                new Asking(
                        fallback == null ? needs.model() : fallback,
                        needs.messages(),
                        needs.schema(),
                        needs.question(),
                        none,
                        needs.predictedInputTokens(),
                        needs.into(),
                        null,
                        calibration(turn, plan, llm, name),
                        name,
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
            @Nullable Calibration calibration,
            @Nullable ModelName asker,
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
                usd,
                asking.calibration(),
                asking.asker()));
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
                tokens,
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
