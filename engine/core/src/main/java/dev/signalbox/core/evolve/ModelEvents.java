package dev.signalbox.core.evolve;

import static dev.signalbox.core.evolve.StepEvents.change;
import static dev.signalbox.core.evolve.StepEvents.step;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.run.Failure;
import dev.signalbox.core.run.LostReply;
import dev.signalbox.core.run.Memory;
import dev.signalbox.core.run.Recorded;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.Step;
import dev.signalbox.core.run.Step.Doing;
import dev.signalbox.core.run.Step.Phase;
import dev.signalbox.core.run.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of model calls. */
final class ModelEvents {
    private ModelEvents() {}

    static Run requested(Run run, Event.ModelRequested event) {
        Step before = step(run, event.step());
        Doing.Question question = new Doing.Question(
                event.schema(),
                event.purpose(),
                event.covering(),
                repairs(before) + (before.phase() == Phase.REFUSED ? 1 : 0),
                retries(before) + (before.phase() == Phase.BACKOFF ? 1 : 0),
                event.reservedTokens(),
                event.reservedUsd(),
                before.doing() instanceof Doing.Question last ? last.reply() : null,
                before.doing() instanceof Doing.Question last ? last.problems() : List.of());
        return change(run, event.step(), step -> step.asking(Phase.CALLING, event.attempt(), question))
                .with(run.counters().reserve(1, event.reservedTokens(), event.reservedUsd()));
    }

    static Run replied(Run run, Event.ModelReplied event) {
        Run released = release(run, step(run, event.step()), false);
        Usage used = new Usage(0, 1, event.inputTokens(), event.outputTokens(), event.cachedTokens(), event.costUsd());
        return change(released, event.step(), step -> step.doing(withReply(step, event.text(), List.of())))
                .with(released.counters().used(used));
    }

    static Run accepted(Run run, Event.ReplyAccepted event) {
        Run done = change(run, event.step(), step -> step.succeeded(event.value()));
        return done.with(done.memory()
                .recorded(StepEvents.record(done, event.step(), Recorded.Kind.RESULT, null, event.value(), event)));
    }

    static Run refused(Run run, Event.ReplyRefused event) {
        return change(
                run,
                event.step(),
                step -> step.in(Phase.REFUSED).doing(withReply(step, replyOf(step), event.problems())));
    }

    static Run failed(Run run, Event.ModelFailed event) {
        Step before = step(run, event.step());
        Run released = release(run, before, LostReply.is(event.kind()));
        if (event.retryAt() != null) {
            return change(released, event.step(), step -> step.dueAt(Phase.BACKOFF, event.retryAt()));
        }
        Failure failure = new Failure("failed", event.kind(), event.message(), event.attempt());
        Run failed = change(released, event.step(), step -> step.failed(failure));
        return failed.with(failed.memory()
                .recorded(StepEvents.record(
                        failed, event.step(), Recorded.Kind.ERROR, null, StepEvents.error(failure), event)));
    }

    static Run summaryMade(Run run, Event.SummaryMade event) {
        Memory.Summary summary = new Memory.Summary(event.covers(), event.upTo(), event.text());
        return change(run, event.step(), step -> step.in(Phase.NEW))
                .with(run.memory().summarised(event.item(), summary));
    }

    /** Gives back what a model call under way had reserved; {@code charge} counts it as used, for its reply is lost. */
    static Run release(Run run, Step step, boolean charge) {
        if (!(step.doing() instanceof Doing.Question question) || step.phase() != Phase.CALLING) {
            return run;
        }
        Usage used = charge ? new Usage(0, 1, question.reservedTokens(), 0, 0, question.reservedUsd()) : Usage.NONE;
        return run.with(run.counters()
                .reserve(-1, -question.reservedTokens(), -question.reservedUsd())
                .used(used));
    }

    private static int repairs(Step step) {
        return step.doing() instanceof Doing.Question question ? question.repairs() : 0;
    }

    private static int retries(Step step) {
        return step.doing() instanceof Doing.Question question ? question.retries() : 0;
    }

    private static @Nullable String replyOf(Step step) {
        return step.doing() instanceof Doing.Question question ? question.reply() : null;
    }

    private static Doing withReply(Step step, @Nullable String reply, List<String> problems) {
        if (!(step.doing() instanceof Doing.Question question)) {
            throw new IllegalStateException(step.id() + " asked no model");
        }
        return new Doing.Question(
                question.schema(),
                question.purpose(),
                question.covering(),
                question.repairs(),
                question.retries(),
                question.reservedTokens(),
                question.reservedUsd(),
                reply,
                List.copyOf(problems));
    }
}
