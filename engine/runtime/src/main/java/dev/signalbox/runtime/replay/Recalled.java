package dev.signalbox.runtime.replay;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.command.Actor;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.command.Recipient;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.Step;
import dev.signalbox.dsl.model.Limits;
import dev.signalbox.dsl.value.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of a run, read off what happened next: a log keeps events, not commands. Where an event may have come of more
 * than one, all are given, the likeliest first.
 */
final class Recalled {
    private static final String CLEANING = "cancelled by (.+) while cleaning up";

    private final List<Event> log;

    /** @param log the whole of it */
    Recalled(List<Event> log) {
        this.log = log;
    }

    /**
     * @param at the index of the first event that the command led to
     * @param run as it was before; null at the start
     */
    List<Command> commands(int at, @Nullable Run run) {
        Event event = log.get(at);
        return switch (event) {
            case Event.RunStarted it -> forkedAt(log) == 0 ? started(it) : forked();
            case Event.CancelRequested it -> List.of(new Command.CancelRun(who(it.by()), it.reason()));
            case Event.RunRetried it -> List.of(new Command.RetryRun(who(it.by())));
            case Event.CallSent it -> List.of(new Command.ReportLeaving(it.step(), it.attempt()));
            case Event.CallSucceeded it -> succeeded(it);
            case Event.CallFailed it -> failed(it);
            case Event.CallUnknown it ->
                List.of(new Command.CompleteAction(
                        it.step(), it.attempt(), new ActionOutcome.Unknown(it.kind(), it.message())));
            case Event.LateResultNoted it ->
                List.of(
                        new Command.CompleteAction(
                                it.step(),
                                it.attempt(),
                                new ActionOutcome.Answered(Json.NULL, Map.of("body", Json.NULL))),
                        new Command.NoteResult(it.step(), it.attempt(), it.what()));
            case Event.ModelReplied it ->
                List.of(new Command.CompleteModel(
                        it.step(),
                        it.attempt(),
                        new ModelOutcome.Replied(
                                it.text(),
                                it.model(),
                                it.inputTokens(),
                                it.outputTokens(),
                                it.cachedTokens(),
                                it.costUsd(),
                                it.writtenTokens())));
            case Event.ModelFailed it -> failed(it);
            case Event.HoldEdited it -> List.of(edited(at, it));
            case Event.HoldVoted it ->
                List.of(approved(it.hold(), it.by(), it.via(), it.authenticated(), it.note(), Map.of()));
            case Event.HoldApproved it ->
                List.of(approved(it.hold(), it.by(), it.via(), it.authenticated(), it.note(), Map.of()));
            case Event.HoldRejected it ->
                List.of(new Command.RejectHold(it.hold(), null, it.note(), who(it.by(), it.via(), it.authenticated())));
            case Event.HoldAnswered it ->
                List.of(new Command.AnswerHold(
                        it.hold(), null, it.answer(), it.note(), who(it.by(), it.via(), it.authenticated())));
            case Event.HoldDiscussed it ->
                List.of(new Command.DiscussHold(it.hold(), it.text(), who(it.by(), it.via(), it.authenticated())));
            case Event.HoldDelegated it ->
                List.of(new Command.DelegateHold(
                        it.hold(),
                        new Recipient.Person(who(it.to(), it.via(), true)),
                        it.note(),
                        who(it.by(), it.via(), it.authenticated())));
            case Event.EventReceived it ->
                List.of(new Command.DeliverEvent(it.name(), it.key(), it.id(), it.payload()));
            case Event.ChildEnded it -> ended(it, run);
            case Event.LimitReached it -> limited(at, it, run);
            case Event.HoldOpened it -> opened(it.hold(), run);
            case Event.HoldWithdrawn it -> withdrawn(at, run);
            case Event.StepFailed it -> noRoom(it, run);
            // A log with a move is not driven again: Replay says so before it begins.
            case Event.RunMoved it -> List.of();
            // Stands in what a fork begins with.
            case Event.RunForked it -> List.of();
            case Event.AnswerRecalled it -> nudged(at);
            case Event.RunEnded it -> nudged(at);
            case Event.StepDropped it -> nudged(at);
            case Event.StateEntered it -> nudged(at);
            case Event.ValuesSet it -> nudged(at);
            case Event.StateCompleted it -> nudged(at);
            case Event.RouteTaken it -> nudged(at);
            case Event.RunStuck it -> nudged(at);
            case Event.EachStarted it -> nudged(at);
            case Event.CallRequested it -> nudged(at);
            case Event.DataFetched it -> nudged(at);
            case Event.ModelRequested it -> nudged(at);
            case Event.ReplyAccepted it -> nudged(at);
            case Event.ReplyRefused it -> nudged(at);
            case Event.SummaryMade it -> nudged(at);
            case Event.ApprovalLapsed it -> nudged(at);
            case Event.HoldExpired it -> nudged(at);
            case Event.HoldReminded it -> nudged(at);
            case Event.HoldEscalated it -> nudged(at);
            case Event.WaitStarted it -> nudged(at);
            case Event.WaitEnded it -> nudged(at);
            case Event.ChildRequested it -> nudged(at);
        };
    }

    /** Where the run's own events begin: the index of the event that says so, 0 when the whole log is its own. */
    static int forkedAt(List<Event> log) {
        for (int i = log.size() - 1; i > 0; i--) {
            if (log.get(i) instanceof Event.RunForked) {
                return i;
            }
        }
        return 0;
    }

    private List<Command> forked() {
        int at = forkedAt(log);
        Event.RunForked it = (Event.RunForked) log.get(at);
        return List.of(new Command.ForkRun(
                it.run(),
                it.from(),
                it.after(),
                log.subList(0, at),
                it.record(),
                who(it.by(), "replay", it.authenticated())));
    }

    /** The key was made of the input, unless whoever started the run gave one. */
    private static List<Command> started(Event.RunStarted it) {
        Limits remainder = it.parent() == null ? Limits.NONE : it.limits();
        List<Command> both = new ArrayList<>();
        both.add(new Command.StartRun(it.run(), it.bundle(), it.input(), null, it.startedBy(), it.parent(), remainder));
        if (it.key() != null) {
            both.add(new Command.StartRun(
                    it.run(), it.bundle(), it.input(), it.key(), it.startedBy(), it.parent(), remainder));
        }
        return both;
    }

    /** The log keeps what was read off the answer; status and headers of a good one are nobody's to know. */
    private static List<Command> succeeded(Event.CallSucceeded it) {
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("status", 200L);
        response.put("headers", Map.of());
        response.put("body", it.result());
        return List.of(
                new Command.CompleteAction(it.step(), it.attempt(), new ActionOutcome.Answered(it.result(), response)),
                new Command.CompleteAction(
                        it.step(), it.attempt(), new ActionOutcome.Answered(it.result(), Map.of("body", it.result()))));
    }

    private static List<Command> failed(Event.CallFailed it) {
        List<Command> all = new ArrayList<>();
        all.add(new Command.CompleteAction(
                it.step(), it.attempt(), new ActionOutcome.Failed(it.kind(), it.message(), null, null)));
        Duration asked = asked(it.at(), it.retryAt());
        if (asked != null) {
            all.add(new Command.CompleteAction(
                    it.step(), it.attempt(), new ActionOutcome.Failed(it.kind(), it.message(), null, asked)));
        }
        all.add(new Command.CompleteAction(
                it.step(), it.attempt(), new ActionOutcome.Unknown(it.kind(), it.message())));
        return all;
    }

    private static List<Command> failed(Event.ModelFailed it) {
        List<Command> all = new ArrayList<>();
        all.add(new Command.CompleteModel(
                it.step(), it.attempt(), new ModelOutcome.Failed(it.kind(), it.message(), null, it.charged())));
        Duration asked = asked(it.at(), it.retryAt());
        if (asked != null) {
            all.add(new Command.CompleteModel(
                    it.step(), it.attempt(), new ModelOutcome.Failed(it.kind(), it.message(), asked, it.charged())));
        }
        return all;
    }

    private static @Nullable Duration asked(Instant at, @Nullable Instant retryAt) {
        return retryAt == null ? null : Duration.between(at, retryAt);
    }

    private Command edited(int at, Event.HoldEdited it) {
        Event next = at + 1 < log.size() ? log.get(at + 1) : it;
        if (next instanceof Event.HoldVoted vote) {
            return approved(it.hold(), it.by(), vote.via(), vote.authenticated(), vote.note(), it.edit());
        }
        if (next instanceof Event.HoldApproved vote) {
            return approved(it.hold(), it.by(), vote.via(), vote.authenticated(), vote.note(), it.edit());
        }
        return approved(it.hold(), it.by(), "", false, null, it.edit());
    }

    private static Command approved(
            HoldId hold,
            String by,
            String via,
            boolean authenticated,
            @Nullable String note,
            Map<String, Object> edit) {
        return new Command.ApproveHold(hold, null, edit, null, note, who(by, via, authenticated));
    }

    private static List<Command> ended(Event.ChildEnded it, @Nullable Run run) {
        RunId child = it.child();
        Step step = run == null ? null : run.step(it.step());
        if (child == null && step != null && step.doing() instanceof Step.Doing.Child doing) {
            child = doing.run();
        }
        return child == null
                ? List.of(new Command.Wake())
                : List.of(
                        new Command.CompleteChild(it.step(), child, it.status(), it.output(), it.error(), it.usage()));
    }

    /** A day's limit is told by whoever was about to send the call. */
    private List<Command> limited(int at, Event.LimitReached it, @Nullable Run run) {
        if (it.limit().startsWith("day.") && at + 1 < log.size() && log.get(at + 1) instanceof Event.StepFailed step) {
            return List.of(new Command.CompleteModel(
                    step.step(), attempt(run, step.step()), new ModelOutcome.NoRoom(it.limit(), it.message())));
        }
        return nudged(at);
    }

    private static List<Command> noRoom(Event.StepFailed it, @Nullable Run run) {
        List<Command> all = new ArrayList<>(List.of(new Command.Wake()));
        if (it.outcome().equals("limit")) {
            all.add(new Command.CompleteModel(
                    it.step(), attempt(run, it.step()), new ModelOutcome.NoRoom("day.tokens", it.message())));
        }
        return all;
    }

    private static List<Command> opened(Hold hold, @Nullable Run run) {
        List<Command> all = new ArrayList<>();
        if (hold.purpose() == Hold.Purpose.MODEL && hold.question() != null) {
            all.add(new Command.CompleteModel(
                    hold.step(),
                    attempt(run, hold.step()),
                    new ModelOutcome.NeedsPerson(hold.question().why())));
        }
        all.add(new Command.Wake());
        return all;
    }

    /** A question about an unknown call is withdrawn by the answer that came after all. */
    private List<Command> withdrawn(int at, @Nullable Run run) {
        List<Command> all = new ArrayList<>();
        Event next = at + 1 < log.size() ? log.get(at + 1) : null;
        if (next instanceof Event.CallSucceeded || next instanceof Event.CallFailed) {
            all.addAll(commands(at + 1, run));
        }
        all.addAll(nudged(at));
        return all;
    }

    /** Something was due; or somebody asked a second time for the end. */
    private List<Command> nudged(int at) {
        Instant now = log.get(at).at();
        for (int i = at; i < log.size() && log.get(i).at().equals(now); i++) {
            if (log.get(i) instanceof Event.RunEnded end
                    && end.error() != null
                    && end.error().matches(CLEANING)) {
                String by = end.error().replaceFirst(CLEANING, "$1");
                return List.of(new Command.CancelRun(who(by), null), new Command.Wake());
            }
        }
        return List.of(new Command.Wake());
    }

    private static int attempt(@Nullable Run run, StepId step) {
        Step its = run == null ? null : run.step(step);
        return its == null ? 0 : its.attempt();
    }

    private static Actor who(String id) {
        return who(id, "replay", false);
    }

    /** Their groups of that time are not in the log: it says that they were allowed to, which an operator always is. */
    private static Actor who(String id, String via, boolean authenticated) {
        return new Actor(id, Set.of(), via, authenticated, true);
    }
}
