package dev.signalbox.core.decide;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Recollection;
import dev.signalbox.core.run.Recollection.Answer;
import dev.signalbox.dsl.model.Action;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run was answered, read off its log. A step is known by state, visit and slot, not by its run: the log of a fork begins
 * with another's.
 */
public final class Recollections {
    private final long after;
    private final Map<String, Asked> open = new LinkedHashMap<>();
    private final List<Recollection> found = new ArrayList<>();

    /** @param leftAt when an {@code at_most_once} call left, by its place in the log; 0 while it has not */
    private record Asked(StepId step, String request, boolean atMostOnce, long leftAt) {
        Asked left(long seq) {
            return new Asked(step, request, atMostOnce, seq);
        }
    }

    private Recollections(long after) {
        this.after = after;
    }

    /**
     * The answers that came after an event, in their order. An {@code at_most_once} call that has left and was never answered is
     * among them as unknown: whoever recalls it does not send it a second time.
     *
     * @param log the whole of it
     */
    public static List<Recollection> after(List<Event> log, long seq) {
        Recollections reading = new Recollections(seq);
        for (int i = 0; i < log.size(); i++) {
            reading.read(i + 1L, log.get(i), i == 0 ? null : log.get(i - 1));
        }
        for (Asked asked : reading.open.values()) {
            if (asked.atMostOnce() && asked.leftAt() > 0) {
                String message =
                        "it had left in the run that this one was forked from, and nobody knows what became of it";
                reading.found.add(of(asked.leftAt(), asked, new Answer.Unknown("fork", message)));
            }
        }
        return List.copyOf(reading.found);
    }

    private void read(long seq, Event event, @Nullable Event before) {
        switch (event) {
            case Event.CallRequested it ->
                open(it.step(), Requests.of(it), it.delivery() == Action.Delivery.AT_MOST_ONCE);
            case Event.CallSent it -> open.computeIfPresent(address(it.step()), (step, asked) -> asked.left(seq));
            case Event.ModelRequested it -> open(it.step(), Requests.of(it), false);
            case Event.ChildRequested it -> open(it.step(), Requests.of(it), false);
            case Event.CallSucceeded it -> came(seq, it.step(), new Answer.Result(it.result()), before);
            case Event.CallFailed it -> came(seq, it.step(), new Answer.Failed(it.kind(), it.message()), before);
            case Event.CallUnknown it -> came(seq, it.step(), new Answer.Unknown(it.kind(), it.message()), before);
            case Event.ModelReplied it ->
                came(
                        seq,
                        it.step(),
                        new Answer.Reply(
                                it.text(),
                                it.model(),
                                it.inputTokens(),
                                it.outputTokens(),
                                it.cachedTokens(),
                                it.costUsd(),
                                it.writtenTokens()),
                        before);
            case Event.ModelFailed it ->
                came(seq, it.step(), new Answer.NoReply(it.kind(), it.message(), it.charged()), before);
            case Event.ChildEnded it ->
                came(seq, it.step(), new Answer.ChildEnd(it.status(), it.output(), it.error(), it.usage()), before);
            case Event.RunStarted it -> {}
            case Event.StateEntered it -> {}
            case Event.ValuesSet it -> {}
            case Event.StateCompleted it -> {}
            case Event.RouteTaken it -> {}
            case Event.RunStuck it -> {}
            case Event.RunRetried it -> {}
            case Event.RunMoved it -> {}
            case Event.RunForked it -> {}
            case Event.AnswerRecalled it -> {}
            case Event.CancelRequested it -> {}
            case Event.LimitReached it -> {}
            case Event.RunEnded it -> {}
            case Event.EachStarted it -> {}
            case Event.StepFailed it -> {}
            case Event.StepDropped it -> {}
            case Event.DataFetched it -> {}
            case Event.LateResultNoted it -> {}
            case Event.ReplyAccepted it -> {}
            case Event.ReplyRefused it -> {}
            case Event.SummaryMade it -> {}
            case Event.HoldOpened it -> {}
            case Event.HoldEdited it -> {}
            case Event.HoldVoted it -> {}
            case Event.HoldApproved it -> {}
            case Event.HoldRejected it -> {}
            case Event.HoldAnswered it -> {}
            case Event.ApprovalLapsed it -> {}
            case Event.HoldExpired it -> {}
            case Event.HoldWithdrawn it -> {}
            case Event.HoldReminded it -> {}
            case Event.HoldEscalated it -> {}
            case Event.HoldDiscussed it -> {}
            case Event.HoldDelegated it -> {}
            case Event.WaitStarted it -> {}
            case Event.EventReceived it -> {}
            case Event.WaitEnded it -> {}
        }
    }

    private void open(StepId step, String request, boolean atMostOnce) {
        open.put(address(step), new Asked(step, request, atMostOnce, 0));
    }

    private void came(long seq, StepId step, Answer answer, @Nullable Event before) {
        Asked asked = open.get(address(step));
        if (asked == null) {
            return;
        }
        open.remove(address(step));
        if (answer instanceof Answer.Unknown) {
            // It stays open for the answer that comes after all; that one takes its place.
            add(seq, asked, answer);
            open.put(address(step), new Asked(step, asked.request(), false, 0));
            return;
        }
        if (before instanceof Event.HoldAnswered) {
            return; // a person's word, not an answer of whoever was called
        }
        if (before instanceof Event.HoldWithdrawn) {
            found.removeIf(each -> each.answers(step, asked.request()) && each.answer() instanceof Answer.Unknown);
        }
        add(seq, asked, answer);
    }

    private void add(long seq, Asked asked, Answer answer) {
        if (seq > after) {
            found.add(of(seq, asked, answer));
        }
    }

    private static Recollection of(long seq, Asked asked, Answer answer) {
        StepId step = asked.step();
        return new Recollection(seq, step.state(), step.visit(), step.slot(), asked.request(), answer);
    }

    private static String address(StepId step) {
        return step.state() + "/" + step.visit() + "/" + step.slot();
    }
}
