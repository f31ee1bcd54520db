package dev.signalbox.core.command;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.BundleHash;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Recollection;
import dev.signalbox.core.run.Usage;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.model.EventName;
import dev.signalbox.dsl.model.Limits;
import dev.signalbox.dsl.model.Mapping;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be asked of a run. */
public sealed interface Command {
    /**
     * Begins a run. Rejected when the input does not fit.
     *
     * @param remainder what the parent set aside for it; {@link Limits#NONE} for a run of its own
     */
    record StartRun(
            RunId run,
            BundleHash bundle,
            Map<String, Object> input,
            @Nullable String key,
            String startedBy,
            @Nullable StepId parent,
            Limits remainder)
            implements Command {}

    /**
     * Begins a run with the beginning of another one. Rejected when that had ended by then.
     *
     * @param past the log of {@code from} up to its event {@code seq}
     * @param record what it was answered later; empty to ask everything again
     */
    record ForkRun(RunId run, RunId from, long seq, List<Event> past, List<Recollection> record, Actor actor)
            implements Command {
        public ForkRun {
            past = List.copyOf(past);
            record = List.copyOf(record);
        }
    }

    /** An {@code at_most_once} call is about to leave; its effect may start only after this is committed. */
    record ReportLeaving(StepId step, int attempt) implements Command {}

    record CompleteAction(StepId step, int attempt, ActionOutcome outcome) implements Command {}

    record CompleteModel(StepId step, int attempt, ModelOutcome outcome) implements Command {}

    /** A result came from who had lost the call to another engine: kept as evidence, never applied. */
    record NoteResult(StepId step, int attempt, String what) implements Command {}

    /**
     * A child run has ended, or could not be started.
     *
     * @param usage what it used, with what its own children may still use
     * @param status {@code succeeded}, {@code failed} or {@code cancelled}
     * @param output its output, null when it has none
     * @param error why it failed; null when it succeeded
     */
    record CompleteChild(
            StepId step,
            RunId child,
            String status,
            @Nullable Object output,
            @Nullable String error,
            Usage usage) implements Command {}

    /**
     * A person approves.
     *
     * @param hash what they saw; rejected as stale when the hold has another
     * @param edit new values by data path; empty without an edit
     * @param editedHash the hash that a preview gave for this edit; rejected as stale when it comes out as another
     */
    record ApproveHold(
            HoldId hold,
            @Nullable String hash,
            Map<String, Object> edit,
            @Nullable String editedHash,
            @Nullable String note,
            Actor actor)
            implements Command {}

    record RejectHold(
            HoldId hold, @Nullable String hash, @Nullable String note, Actor actor) implements Command {}

    record AnswerHold(
            HoldId hold,
            @Nullable String hash,
            Object answer,
            @Nullable String note,
            Actor actor) implements Command {}

    /**
     * Somebody asks, or answers, about an open hold. It decides nothing and no flow reads it; the hold stays as it is.
     * Rejected when the text is empty or too long, or enough has been said.
     */
    record DiscussHold(HoldId hold, String text, Actor actor) implements Command {}

    /**
     * An open hold is given to one of those who may decide it. Rejected when the flow's rules do not let them, or do not let
     * who gives it.
     */
    record DelegateHold(HoldId hold, Recipient to, @Nullable String note, Actor actor) implements Command {}

    /** An outside event whose name and key are this run's. {@code id} counts it once. */
    record DeliverEvent(EventName name, String key, String id, Object payload) implements Command {}

    /** Something may be due: decide itself looks what. */
    record Wake() implements Command {}

    record CancelRun(Actor actor, @Nullable String reason) implements Command {}

    /** Tries the state again in which a stuck run stopped. */
    record RetryRun(Actor actor) implements Command {}

    /**
     * Lets an open or stuck run go on by another file. Rejected, with every reason, when anything does not fit; the reasons are
     * {@code problems} then.
     *
     * @param from the file that the mapping is about; rejected as stale when the run uses another by now
     * @param bundle the new file's, {@code to} the file itself
     */
    record MoveRun(
            BundleHash from,
            BundleHash bundle,
            CheckedFlow to,
            Mapping mapping,
            @Nullable String note,
            Actor actor) implements Command {}
}
