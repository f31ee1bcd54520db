package dev.signalbox.core.evolve;

import static dev.signalbox.core.evolve.StepEvents.change;
import static dev.signalbox.core.evolve.StepEvents.step;

import dev.signalbox.core.command.Charge;
import dev.signalbox.core.context.Sent;
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
import dev.signalbox.dsl.model.ModelName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of model calls. */
final class ModelEvents {
    private ModelEvents() {}

    static Run requested(Run run, Event.ModelRequested event) {
        Step before = step(run, event.step());
        Doing.Question last = before.doing() instanceof Doing.Question question ? question : null;
        Run asking = change(
                        run,
                        event.step(),
                        step -> step.asking(Phase.CALLING, event.attempt(), asked(before, last, event)))
                .with(run.counters().reserve(1, event.reservedTokens(), event.reservedUsd()));
        if (event.covering() != null) {
            return asking;
        }
        return asking.with(asking.memory()
                .sent(
                        Memory.asked(event.step().state(), event.model()),
                        Sent.of(event.at(), event.schema(), event.messages())));
    }

    private static Doing.Question asked(Step before, Doing.@Nullable Question last, Event.ModelRequested event) {
        ModelName stands = stands(last, event);
        boolean moved = last != null && last.model() != null && !last.model().equals(stands);
        // Another model knows nothing of what the one before replied.
        Doing.Question same = moved ? null : last;
        boolean again = before.phase() == Phase.BACKOFF && before.due() != null;
        boolean samePurpose = last != null && (last.covering() == null) == (event.covering() == null);
        return new Doing.Question(
                event.schema(),
                event.purpose(),
                event.covering(),
                same == null ? 0 : same.repairs() + (before.phase() == Phase.REFUSED ? 1 : 0),
                (last == null ? 0 : last.retries()) + (again ? 1 : 0),
                event.reservedTokens(),
                event.reservedUsd(),
                same == null ? null : same.reply(),
                same == null ? List.of() : same.problems(),
                stands,
                event.model(),
                null,
                (last == null ? 0 : last.hops()) + (moved ? 1 : 0),
                last != null && samePurpose ? last.lost() : null,
                event.calibration());
    }

    /** Whose question it is: a summary is asked of a model of its own, and moves nothing. */
    private static @Nullable ModelName stands(Doing.@Nullable Question last, Event.ModelRequested event) {
        if (event.asker() != null) {
            return event.asker();
        }
        if (event.covering() == null) {
            return event.model();
        }
        return last == null ? null : last.model();
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
        Run released = event.charged() == null
                ? release(run, before, LostReply.is(event.kind()))
                : charge(release(run, before, false), event.charged());
        if (event.fallback() != null || event.retryAt() != null) {
            return change(
                    released,
                    event.step(),
                    step -> step.doing(lost(step, event)).dueAt(Phase.BACKOFF, event.retryAt()));
        }
        Failure failure = failure(before, event);
        Run failed = change(released, event.step(), step -> step.failed(failure));
        return failed.with(failed.memory()
                .recorded(StepEvents.record(
                        failed, event.step(), Recorded.Kind.ERROR, null, StepEvents.error(failure), event)));
    }

    private static Run charge(Run run, Charge charge) {
        Usage used =
                new Usage(0, 1, charge.inputTokens(), charge.outputTokens(), charge.cachedTokens(), charge.costUsd());
        return run.with(run.counters().used(used));
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

    private static Doing lost(Step step, Event.ModelFailed event) {
        Doing.Question question = question(step);
        return event.fallback() == null
                ? question.fromTheStart()
                : question.turnTo(event.fallback(), new Doing.Question.Lost(event.kind(), event.message()));
    }

    /** Its kind is the one of the file's model: that is what the file's routes and retries are about. */
    private static Failure failure(Step before, Event.ModelFailed event) {
        if (!(before.doing() instanceof Doing.Question question) || question.lost() == null) {
            return new Failure("failed", event.kind(), event.message(), event.attempt());
        }
        String message = question.lost().message() + " Its fallback failed too: " + event.message();
        return new Failure("failed", question.lost().kind(), message, event.attempt());
    }

    private static @Nullable String replyOf(Step step) {
        return step.doing() instanceof Doing.Question question ? question.reply() : null;
    }

    private static Doing withReply(Step step, @Nullable String reply, List<String> problems) {
        return question(step).replied(reply, problems);
    }

    private static Doing.Question question(Step step) {
        if (!(step.doing() instanceof Doing.Question question)) {
            throw new IllegalStateException(step.id() + " asked no model");
        }
        return question;
    }
}
