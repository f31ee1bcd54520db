package dev.signalbox.core.event;

import dev.signalbox.core.command.Charge;
import dev.signalbox.core.context.Calibration;
import dev.signalbox.core.context.Coverage;
import dev.signalbox.core.context.Manifest;
import dev.signalbox.core.effect.Message;
import dev.signalbox.core.effect.Target;
import dev.signalbox.core.id.BundleHash;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Recollection;
import dev.signalbox.core.run.Usage;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.ActionName;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.EventName;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.Limits;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.StateName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to a run. Each carries its time, {@code max(now, last event)}; the sequence number is its place in
 * the log. An event says everything that {@code evolve} needs: it never looks at the flow.
 */
public sealed interface Event {
    Instant at();

    // The run as a whole.

    /** @param data the defaults of the flow's data */
    record RunStarted(
            Instant at,
            RunId run,
            BundleHash bundle,
            FlowName flow,
            String version,
            @Nullable String key,
            Map<String, Object> input,
            Map<DataName, Object> data,
            String startedBy,
            @Nullable StepId parent,
            Limits limits)
            implements Event {}

    record StateEntered(Instant at, StateName state, int visit) implements Event {}

    /** A pure state assigned these. */
    record ValuesSet(Instant at, StateName state, int visit, Map<DataName, Object> values) implements Event {}

    /**
     * The state reached its end.
     *
     * @param saved what its {@code save} wrote, {@code set} what its {@code set} wrote after it
     * @param origin whose words {@code saved} are: {@code action}, {@code model}, {@code person}, {@code event}, {@code flow}
     */
    record StateCompleted(
            Instant at,
            StateName state,
            int visit,
            Map<DataName, Object> saved,
            Map<DataName, Object> set,
            String origin)
            implements Event {}

    /**
     * Another outcome than success leads on.
     *
     * @param outcome the key of {@code otherwise} that was met
     * @param kind the precise kind of the failure, {@code http.404}
     * @param inARow how many of it in a row, with this one
     */
    record RouteTaken(
            Instant at,
            StateName state,
            int visit,
            String outcome,
            String kind,
            String message,
            int attempt,
            int inARow,
            StateName to,
            Map<DataName, Object> values)
            implements Event {}

    /** Nobody handles the outcome: everything is kept until an operator acts. */
    record RunStuck(Instant at, StateName state, String outcome, String kind, String message, int attempt)
            implements Event {}

    record RunRetried(Instant at, String by) implements Event {}

    /**
     * The run goes on by another file: {@code bundle} from here on, not {@code from}. A stuck run is tried again there.
     *
     * @param state where it stands in the new file, in the visit of that number
     * @param again the slots of steps that begin anew; what the others gave stays
     * @param anew nothing that the state did before counts: it is entered
     * @param states by which name visits and failures in a row of an old state count from now on
     * @param renamed names of data that change, {@code gone} those that the run loses
     * @param data values that the new schemas coerce to something else
     * @param values those of the mapping, and the new file's defaults
     * @param input as the new file has it; null when it stays as it is
     * @param authenticated whether {@code by} is known to be who they say
     */
    record RunMoved(
            Instant at,
            BundleHash from,
            BundleHash bundle,
            String version,
            StateName state,
            int visit,
            boolean anew,
            List<String> again,
            Map<StateName, StateName> states,
            Map<DataName, DataName> renamed,
            List<DataName> gone,
            Map<DataName, Object> data,
            Map<DataName, Object> values,
            @Nullable Map<String, Object> input,
            Limits limits,
            String by,
            boolean authenticated,
            @Nullable String note)
            implements Event {}

    /**
     * Here another run begins: all before this is the log of {@code from} up to its event {@code after}, word for word, and
     * what follows is {@code run}'s own. What was under way there begins anew here, under ids of this run; nothing that was
     * decided there counts here any more.
     *
     * @param record what the old run was answered from there on, for requests that come out the same; empty when everything
     *     is to be asked again
     * @param authenticated whether {@code by} is known to be who they say
     */
    record RunForked(
            Instant at, RunId run, RunId from, long after, List<Recollection> record, String by, boolean authenticated)
            implements Event {}

    /** What follows is what the old run was answered, as its event {@code recorded} says: nobody is asked. */
    record AnswerRecalled(Instant at, StepId step, int attempt, long recorded) implements Event {}

    record CancelRequested(Instant at, String by, @Nullable String reason) implements Event {}

    /**
     * A limit was met, once: the run's {@code steps}, {@code llm_calls}, {@code tokens}, {@code cost_usd}, {@code duration} or
     * {@code events}, or a day's {@code day.llm_calls}, {@code day.tokens}, {@code day.cost_usd}.
     */
    record LimitReached(Instant at, String limit, String message) implements Event {}

    /** @param status {@code succeeded}, {@code failed} or {@code cancelled} */
    record RunEnded(
            Instant at,
            String status,
            @Nullable Object output,
            @Nullable String error) implements Event {}

    // Steps.

    /** The items an {@code each} goes over, pinned as it began. */
    record EachStarted(Instant at, StateName state, int visit, List<Object> items) implements Event {}

    /** A step came to nothing before or without a call: {@code value}, {@code overflow}, {@code limit}, … */
    record StepFailed(Instant at, StepId step, String outcome, String kind, String message) implements Event {}

    /** A step of a side-by-side state that lost; its result no longer counts. */
    record StepDropped(Instant at, StepId step) implements Event {}

    // Actions.

    record CallRequested(
            Instant at,
            StepId step,
            int attempt,
            boolean fetch,
            ActionName action,
            Action.Delivery delivery,
            Action.Effect effect,
            Map<String, Object> args,
            Target target,
            String key)
            implements Event {}

    /** An {@code at_most_once} call is leaving: from here on its outcome may be unknown. */
    record CallSent(Instant at, StepId step, int attempt) implements Event {}

    record CallSucceeded(Instant at, StepId step, int attempt, Object result) implements Event {}

    /** @param retryAt when it is tried again; null when it is not */
    record CallFailed(
            Instant at,
            StepId step,
            int attempt,
            String kind,
            String message,
            @Nullable Instant retryAt) implements Event {}

    /** It may have happened. */
    record CallUnknown(Instant at, StepId step, int attempt, String kind, String message) implements Event {}

    /** Fetched data has a new value. */
    record DataFetched(Instant at, StepId step, DataName name, Object value) implements Event {}

    /** A result that came too late to count, kept as evidence. */
    record LateResultNoted(Instant at, StepId step, int attempt, String what) implements Event {}

    // Models.

    /**
     * @param purpose {@code answer}, {@code repair} or {@code summary}
     * @param covering what the summary is to stand for; null for the others
     * @param schema what the reply must be
     * @param question SHA-256 over messages and schema
     * @param reservedTokens the most this call may cost in tokens, and {@code reservedUsd} in money
     * @param calibration what the context was counted with; null without one
     * @param asker whose question waits for this summary; null for the others
     */
    record ModelRequested(
            Instant at,
            StepId step,
            int attempt,
            String purpose,
            @Nullable Coverage covering,
            ModelName model,
            List<Message> messages,
            Object schema,
            String question,
            Manifest manifest,
            long reservedTokens,
            double reservedUsd,
            @Nullable Calibration calibration,
            @Nullable ModelName asker)
            implements Event {}

    /**
     * @param writtenTokens of the input, what the provider wrote into its cache; null for none, and in a log that is
     *     older than this
     */
    record ModelReplied(
            Instant at,
            StepId step,
            int attempt,
            String text,
            String model,
            long inputTokens,
            long outputTokens,
            long cachedTokens,
            double costUsd,
            @Nullable Long writtenTokens)
            implements Event {}

    /** The reply satisfies the schema. */
    record ReplyAccepted(Instant at, StepId step, Object value) implements Event {}

    /** The reply does not; {@code problems} are the validator's words, fit to be sent back. */
    record ReplyRefused(Instant at, StepId step, int attempt, List<String> problems) implements Event {}

    /**
     * @param retryAt when the file's model is asked again; null when it is not
     * @param fallback who is asked at once instead; null for nobody
     * @param charged what the provider counted all the same; null when it said nothing, and in an older log
     */
    record ModelFailed(
            Instant at,
            StepId step,
            int attempt,
            String kind,
            String message,
            @Nullable Instant retryAt,
            @Nullable ModelName fallback,
            @Nullable Charge charged)
            implements Event {}

    /** What stands for older events from here on. {@code upTo} is the number of recorded events it covers. */
    record SummaryMade(Instant at, StepId step, String item, String covers, int upTo, String text) implements Event {}

    // People.

    record HoldOpened(Instant at, Hold hold) implements Event {}

    /**
     * Somebody changed what is asked; earlier approvals are void. {@code title} and {@code show} are what the next
     * person reads; null in a log that is older than they are, where the hold keeps what it said.
     */
    record HoldEdited(
            Instant at,
            HoldId hold,
            Map<String, Object> edit,
            Map<DataName, Object> values,
            Map<String, Object> args,
            @Nullable Target target,
            String hash,
            String by,
            @Nullable String title,
            @Nullable List<Hold.Shown> show)
            implements Event {}

    /** One of several approvals. */
    record HoldVoted(
            Instant at,
            HoldId hold,
            String by,
            String via,
            boolean authenticated,
            @Nullable String note) implements Event {}

    record HoldApproved(
            Instant at,
            HoldId hold,
            String hash,
            String by,
            String via,
            boolean authenticated,
            @Nullable String note,
            @Nullable Instant goodUntil)
            implements Event {}

    record HoldRejected(
            Instant at,
            HoldId hold,
            String by,
            String via,
            boolean authenticated,
            @Nullable String note) implements Event {}

    record HoldAnswered(
            Instant at,
            HoldId hold,
            Object answer,
            String by,
            String via,
            boolean authenticated,
            @Nullable String note) implements Event {}

    /** A decision is not good any more: too old, or for something else. The step asks anew. */
    record ApprovalLapsed(Instant at, StepId step, String why) implements Event {}

    record HoldExpired(Instant at, HoldId hold) implements Event {}

    record HoldWithdrawn(Instant at, HoldId hold, String why) implements Event {}

    record HoldReminded(Instant at, HoldId hold) implements Event {}

    /** It is also theirs from now on; who had it alone by a delegation has it so no more. */
    record HoldEscalated(Instant at, HoldId hold, List<String> by) implements Event {}

    /** Somebody asked or answered; nothing is decided by it and its hash stays. */
    record HoldDiscussed(Instant at, HoldId hold, String text, String by, String via, boolean authenticated)
            implements Event {}

    /** {@code to}, a person or a group, has it from now on, of those who may decide. */
    record HoldDelegated(
            Instant at,
            HoldId hold,
            String to,
            String by,
            String via,
            boolean authenticated,
            @Nullable String note) implements Event {}

    // Waiting.

    /**
     * @param until when the timer fires; null for an event
     * @param expires when {@code within} ends; null without
     */
    record WaitStarted(
            Instant at,
            StepId step,
            @Nullable Instant until,
            @Nullable EventName event,
            @Nullable String key,
            @Nullable Instant expires)
            implements Event {}

    /** An outside event arrived; it waits until {@code expires} for its wait. */
    record EventReceived(Instant at, EventName name, String key, String id, Object payload, Instant expires)
            implements Event {}

    /** The timer fired, or an event satisfied the wait ({@code id} and {@code payload} then). */
    record WaitEnded(Instant at, StepId step, @Nullable String id, Object payload) implements Event {}

    // Child runs.

    /**
     * @param share what is set aside for the child and its own children; null where the run has no limit to share, and in a
     *     log that is older than shares
     */
    record ChildRequested(
            Instant at,
            StepId step,
            RunId child,
            FlowName flow,
            Map<String, Object> input,
            @Nullable Limits share) implements Event {}

    /**
     * A child run is over and what it used is known. It gives its step a result only while the step waits for this child:
     * of one that was let go of, the use alone counts.
     *
     * @param child null in a log that is older than shares
     */
    record ChildEnded(
            Instant at,
            StepId step,
            String status,
            @Nullable Object output,
            @Nullable String error,
            Usage usage,
            @Nullable RunId child)
            implements Event {}
}
