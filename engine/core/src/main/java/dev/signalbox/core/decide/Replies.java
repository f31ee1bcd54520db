package dev.signalbox.core.decide;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.context.Coverage;
import dev.signalbox.core.decide.Decision.Rejected;
import dev.signalbox.core.decide.verb.Fallbacks;
import dev.signalbox.core.decide.verb.LlmStep;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.reply.Parsed;
import dev.signalbox.core.reply.ReplyParser;
import dev.signalbox.core.reply.ReplyText;
import dev.signalbox.core.run.Step;
import dev.signalbox.core.run.Step.Doing;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.verb.LlmVerb;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What models came to. */
final class Replies {
    private Replies() {}

    static @Nullable Rejected model(Turn turn, Command.CompleteModel complete) {
        Step step = turn.run().step(complete.step());
        boolean awaited = step != null
                && turn.run().open()
                && step.phase() == Step.Phase.CALLING
                && step.attempt() == complete.attempt();
        Plan plan = awaited ? Plans.of(turn, complete.step().slot()) : null;
        if (step == null
                || plan == null
                || !(plan.verb() instanceof LlmVerb llm)
                || !(step.doing() instanceof Doing.Question question)) {
            return Results.late(complete.step().toString());
        }
        switch (complete.outcome()) {
            case ModelOutcome.Replied replied -> replied(turn, plan, step, question, replied);
            case ModelOutcome.Failed failed -> failed(turn, plan, step, llm, question, failed);
            case ModelOutcome.NoRoom full -> noRoom(turn, plan, full);
            case ModelOutcome.NeedsPerson needs ->
                Holds.playModel(
                        turn,
                        plan.id(),
                        question.model() == null ? llm.model() : question.model(),
                        LlmStep.messages(turn, plan, llm),
                        question.schema(),
                        ReplyText.whole(needs.why()));
        }
        return null;
    }

    private static void replied(
            Turn turn, Plan plan, Step step, Doing.Question question, ModelOutcome.Replied replied) {
        String text = ReplyText.kept(replied.text());
        Claimed claimed = Claimed.of(replied, question);
        turn.emit(new Event.ModelReplied(
                turn.now(),
                plan.id(),
                step.attempt(),
                text,
                ReplyText.whole(replied.model()),
                claimed.inputTokens(),
                claimed.outputTokens(),
                claimed.cachedTokens(),
                claimed.costUsd(),
                claimed.writtenTokens()));
        read(turn, plan, step.attempt(), question, text);
    }

    /** Parses tolerantly, then holds the value against the schema. */
    private static void read(Turn turn, Plan plan, int attempt, Doing.Question question, String text) {
        switch (ReplyParser.parse(text, question.schema())) {
            case Parsed.Value fits -> accept(turn, plan, question.covering(), fits.value());
            case Parsed.Unfit unfit ->
                turn.emit(new Event.ReplyRefused(turn.now(), plan.id(), attempt, unfit.problems()));
        }
    }

    /** A value that fits: the step's result, or the summary that its context waits for. */
    static void accept(Turn turn, Plan plan, @Nullable Coverage covering, Object value) {
        if (covering == null) {
            turn.emit(new Event.ReplyAccepted(turn.now(), plan.id(), value));
            return;
        }
        turn.emit(new Event.SummaryMade(
                turn.now(),
                plan.id(),
                LlmStep.summaryKey(plan, covering),
                covering.covers(),
                covering.upTo(),
                String.valueOf(value)));
    }

    /** As with a limit of the run's own: told once, and the step ends as {@code limit}. */
    private static void noRoom(Turn turn, Plan plan, ModelOutcome.NoRoom full) {
        if (turn.run().counters().limit() == null) {
            turn.emit(new Event.LimitReached(turn.now(), full.limit(), full.message()));
        }
        turn.emit(new Event.StepFailed(turn.now(), plan.id(), "limit", "limit", full.message()));
    }

    /** A fallback is asked at once; when none is left, the file's model again after a while, as often as the file allows. */
    private static void failed(
            Turn turn, Plan plan, Step step, LlmVerb llm, Doing.Question question, ModelOutcome.Failed failed) {
        ModelName fallback = Fallbacks.mayDoBetter(failed.kind()) ? LlmStep.fallback(turn, plan, llm, question) : null;
        Instant retryAt = null;
        if (fallback == null) {
            String kind =
                    question.lost() == null ? failed.kind() : question.lost().kind();
            retryAt = Retries.next(plan.retry(), LlmStep.retries(step), kind, failed.retryAfter(), turn.now());
        }
        turn.emit(new Event.ModelFailed(
                turn.now(),
                plan.id(),
                step.attempt(),
                ReplyText.whole(failed.kind()),
                ReplyText.whole(failed.message()),
                retryAt,
                fallback,
                Claimed.of(failed.charged(), question)));
    }
}
