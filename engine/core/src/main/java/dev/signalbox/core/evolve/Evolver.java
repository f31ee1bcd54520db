package dev.signalbox.core.evolve;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.Step;
import org.jspecify.annotations.Nullable;

/** The only place that changes a run. */
public final class Evolver {
    /** Counts up whenever the same events come to give another run: what was folded by another number is folded again. */
    public static final int NUMBER = 1;

    private Evolver() {}

    /** The run after the event. Total: refuses only an event that cannot follow, with an {@link IllegalStateException}. */
    public static Run evolve(@Nullable Run run, Event event) {
        if (event instanceof Event.RunStarted started) {
            if (run != null) {
                throw new IllegalStateException("a run starts once: " + started.run());
            }
            return RunEvents.started(started);
        }
        if (run == null) {
            throw new IllegalStateException("a log begins with RunStarted, not with " + event);
        }
        return apply(run.at(event.at()), event);
    }

    private static Run apply(Run run, Event event) {
        return switch (event) {
            case Event.RunStarted started -> throw new IllegalStateException("a run starts once: " + started.run());
            case Event.StateEntered entered -> RunEvents.entered(run, entered);
            case Event.ValuesSet set -> RunEvents.valuesSet(run, set);
            case Event.StateCompleted completed -> RunEvents.completed(run, completed);
            case Event.RouteTaken taken -> RunEvents.routeTaken(run, taken);
            case Event.RunStuck stuck -> RunEvents.stuck(run, stuck);
            case Event.RunRetried retried -> RunEvents.retried(run);
            case Event.RunMoved moved -> MoveEvents.moved(run, moved);
            case Event.RunForked forked -> ForkEvents.forked(run, forked);
            case Event.AnswerRecalled recalled -> ForkEvents.recalled(run, recalled);
            case Event.CancelRequested cancel -> RunEvents.cancelRequested(run, cancel);
            case Event.LimitReached limit -> RunEvents.limitReached(run, limit);
            case Event.RunEnded ended -> RunEvents.ended(run, ended);

            case Event.EachStarted each -> StepEvents.eachStarted(run, each);
            case Event.StepFailed failed -> StepEvents.failed(run, failed);
            case Event.StepDropped dropped -> StepEvents.dropped(run, dropped);

            case Event.CallRequested requested -> CallEvents.requested(run, requested);
            case Event.CallSent sent -> CallEvents.sent(run, sent);
            case Event.CallSucceeded succeeded -> CallEvents.succeeded(run, succeeded);
            case Event.CallFailed failed -> CallEvents.failed(run, failed);
            case Event.CallUnknown unknown -> CallEvents.unknown(run, unknown);
            case Event.DataFetched fetched ->
                run.with(run.memory().fetched(fetched.name(), fetched.value(), fetched.at()));
            case Event.LateResultNoted late -> run;

            case Event.ModelRequested requested -> ModelEvents.requested(run, requested);
            case Event.ModelReplied replied -> ModelEvents.replied(run, replied);
            case Event.ReplyAccepted accepted -> ModelEvents.accepted(run, accepted);
            case Event.ReplyRefused refused -> ModelEvents.refused(run, refused);
            case Event.ModelFailed failed -> ModelEvents.failed(run, failed);
            case Event.SummaryMade summary -> ModelEvents.summaryMade(run, summary);

            case Event.HoldOpened opened -> HoldEvents.opened(run, opened);
            case Event.HoldEdited edited -> HoldEvents.edited(run, edited);
            case Event.HoldVoted voted -> HoldEvents.voted(run, voted);
            case Event.HoldApproved approved -> HoldEvents.approved(run, approved);
            case Event.HoldRejected rejected -> HoldEvents.rejected(run, rejected);
            case Event.HoldAnswered answered -> HoldEvents.answered(run, answered);
            case Event.ApprovalLapsed lapsed -> StepEvents.change(run, lapsed.step(), step -> step.in(Step.Phase.NEW));
            case Event.HoldExpired expired -> HoldEvents.expired(run, expired);
            case Event.HoldWithdrawn withdrawn -> HoldEvents.withdrawn(run, withdrawn);
            case Event.HoldReminded reminded -> HoldEvents.reminded(run, reminded);
            case Event.HoldEscalated escalated -> HoldEvents.escalated(run, escalated);
            case Event.HoldDiscussed discussed -> HoldEvents.discussed(run, discussed);
            case Event.HoldDelegated delegated -> HoldEvents.delegated(run, delegated);

            case Event.WaitStarted started -> WaitEvents.started(run, started);
            case Event.EventReceived received -> WaitEvents.received(run, received);
            case Event.WaitEnded ended -> WaitEvents.ended(run, ended);

            case Event.ChildRequested requested -> ChildEvents.requested(run, requested);
            case Event.ChildEnded ended -> ChildEvents.ended(run, ended);
        };
    }
}
