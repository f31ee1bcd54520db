package dev.signalbox.core.run;

import dev.signalbox.core.context.Calibration;
import dev.signalbox.core.context.Coverage;
import dev.signalbox.core.effect.Target;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.ActionName;
import dev.signalbox.dsl.model.EventName;
import dev.signalbox.dsl.model.ModelName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step of the state that a run is in.
 *
 * @param attempt the last try, from 1; 0 before any
 * @param doing what the step is about; null until it has asked for something
 * @param approval the decision that lets the call happen; null without one
 * @param result what it gave; null until {@link Phase#SUCCEEDED}
 * @param failure what it came to; null until {@link Phase#FAILED}
 */
public record Step(
        StepId id,
        Phase phase,
        int attempt,
        int holdsOpened,
        @Nullable HoldId hold,
        @Nullable Approval approval,
        @Nullable Doing doing,
        @Nullable Instant due,
        @Nullable Object result,
        @Nullable Failure failure) {

    public static Step begun(StepId id) {
        return new Step(id, Phase.NEW, 0, 0, null, null, null, null, null, null);
    }

    public enum Phase {
        /** Nothing asked yet, or to be asked anew. */
        NEW,
        /** A person is to decide or answer. */
        HELD,
        /** Approved, not yet asked. */
        APPROVED,
        /** An action or a model is asked. */
        CALLING,
        /** Waits for its next try. */
        BACKOFF,
        /** A reply came that does not fit; it may be sent back. */
        REFUSED,
        /** A write may have happened. */
        UNKNOWN,
        /** Waits for a time or an event. */
        WAITING,
        /** A child run is under way. */
        CHILD,
        SUCCEEDED,
        FAILED,
        /** Lost beside others; whatever comes no longer counts. */
        DROPPED;

        public boolean settled() {
            return this == SUCCEEDED || this == FAILED || this == DROPPED;
        }
    }

    /** A decision for exactly these arguments, made at that time. {@code goodUntil} null: for as long as the visit. */
    public record Approval(
            HoldId hold,
            String hash,
            Map<String, Object> args,
            @Nullable Target target,
            Instant at,
            @Nullable Instant goodUntil) {}

    /** What a step is about. */
    public sealed interface Doing {
        /** @param sent it may have left this machine */
        record Call(
                ActionName action,
                Action.Delivery delivery,
                Action.Effect effect,
                Map<String, Object> args,
                Target target,
                boolean fetch,
                boolean sent)
                implements Doing {}

        /**
         * @param schema what the reply must be
         * @param covering what a summary is to stand for; null for other purposes
         * @param repairs how often a reply was sent back, {@code retries} how often a lost try was made again
         * @param reply the last reply, and {@code problems} with it; null and empty before one
         * @param model where the question stands: the file's model or one of its fallbacks; null is the file's
         * @param asked who was asked last: that model, or the one that makes a summary; null in older logs
         * @param next who is asked next for the same purpose; null for the same again
         * @param hops how many fallbacks were turned to since the file's model was asked
         * @param lost how the first of them was lost; null when none was
         * @param calibration what the context is counted with; null without one
         */
        record Question(
                Object schema,
                String purpose,
                @Nullable Coverage covering,
                int repairs,
                int retries,
                long reservedTokens,
                double reservedUsd,
                @Nullable String reply,
                List<String> problems,
                @Nullable ModelName model,
                @Nullable ModelName asked,
                @Nullable ModelName next,
                int hops,
                @Nullable Lost lost,
                @Nullable Calibration calibration)
                implements Doing {
            /** A try that brought no reply. */
            public record Lost(String kind, String message) {}

            public Question replied(@Nullable String with, List<String> itsProblems) {
                return with(repairs, with, List.copyOf(itsProblems), model, next, hops, lost);
            }

            /** Asks a fallback next; {@code first} is how the one before was lost, or the first before that. */
            public Question turnTo(ModelName fallback, Lost first) {
                return with(repairs, reply, problems, model, fallback, hops, lost == null ? first : lost);
            }

            /**
             * Asks the file's model next. After a fallback as if for the first time: what another one replied is nothing to
             * send back to it. The retries stay counted.
             */
            public Question fromTheStart() {
                return hops == 0
                        ? with(repairs, reply, problems, model, null, 0, null)
                        : with(0, null, List.of(), null, null, 0, null);
            }

            /** As it stood when its reply had been refused and was not sent back yet. */
            public Question unrepaired() {
                return with(repairs - 1, reply, problems, model, next, hops, lost);
            }

            private Question with(
                    int itsRepairs,
                    @Nullable String its,
                    List<String> itsProblems,
                    @Nullable ModelName at,
                    @Nullable ModelName then,
                    int turned,
                    @Nullable Lost first) {
                return new Question(
                        schema,
                        purpose,
                        covering,
                        itsRepairs,
                        retries,
                        reservedTokens,
                        reservedUsd,
                        its,
                        itsProblems,
                        at,
                        at == null ? null : asked,
                        then,
                        turned,
                        first,
                        at == null ? null : calibration);
            }
        }

        /** A timer has {@code until}, an event its name and key; {@code expires} is when {@code within} ends. */
        record Wait(
                @Nullable Instant until,
                @Nullable EventName event,
                @Nullable String key,
                @Nullable Instant expires) implements Doing {}

        record Child(RunId run) implements Doing {}
    }

    public Step in(Phase next) {
        return new Step(id, next, attempt, holdsOpened, hold, approval, doing, due, result, failure);
    }

    /** Asks for something, as a try of that number. */
    public Step asking(Phase next, int newAttempt, Doing what) {
        return new Step(id, next, newAttempt, holdsOpened, hold, approval, what, null, null, null);
    }

    public Step doing(Doing what) {
        return new Step(id, phase, attempt, holdsOpened, hold, approval, what, due, result, failure);
    }

    public Step dueAt(Phase next, @Nullable Instant when) {
        return new Step(id, next, attempt, holdsOpened, hold, approval, doing, when, result, failure);
    }

    public Step held(HoldId by) {
        return new Step(id, Phase.HELD, attempt, holdsOpened + 1, by, null, doing, null, null, null);
    }

    public Step approved(Approval decision) {
        return new Step(id, Phase.APPROVED, attempt, holdsOpened, null, decision, doing, null, null, null);
    }

    public Step succeeded(Object with) {
        return new Step(id, Phase.SUCCEEDED, attempt, holdsOpened, null, approval, doing, null, with, null);
    }

    public Step failed(Failure with) {
        return new Step(id, Phase.FAILED, attempt, holdsOpened, null, approval, doing, null, null, with);
    }

    /**
     * To be asked anew by an operator: the tries and the approval stay counted. A write that may have happened and was let
     * go is still one that may have happened: a person says what became of it before it is made again.
     */
    public Step again() {
        if (failure != null && failure.outcome().equals("unknown")) {
            return in(Phase.UNKNOWN);
        }
        return new Step(
                id,
                approval == null ? Phase.NEW : Phase.APPROVED,
                attempt,
                holdsOpened,
                null,
                approval,
                null,
                null,
                null,
                null);
    }

    /** To be asked anew by another file, where nothing that was decided of it counts. The tries stay counted. */
    public Step anew(StepId newId) {
        return new Step(newId, Phase.NEW, attempt, holdsOpened, null, null, null, null, null, null);
    }

    /**
     * The same step in a fork. What is settled stays, and so does that a write may have happened; what was under way is to be
     * asked by the fork itself, as the same try, and no decision of the other run lets it happen.
     */
    public Step forked(StepId newId) {
        return switch (phase) {
            case SUCCEEDED, FAILED, DROPPED, NEW, REFUSED -> named(newId);
            case UNKNOWN -> lettingGo(newId, Phase.UNKNOWN, attempt, doing);
            // Only of an unknown call is kept that it failed.
            case HELD ->
                failure != null
                        ? lettingGo(newId, Phase.UNKNOWN, attempt, doing)
                        : lettingGo(newId, Phase.NEW, doing instanceof Doing.Question ? attempt - 1 : attempt, null);
            case BACKOFF -> approval == null ? named(newId) : lettingGo(newId, Phase.NEW, attempt, null);
            case CALLING ->
                doing instanceof Doing.Question question && question.purpose().equals("repair")
                        ? lettingGo(newId, Phase.REFUSED, attempt - 1, question.unrepaired())
                        : lettingGo(newId, Phase.NEW, attempt - 1, null);
            case CHILD -> lettingGo(newId, Phase.NEW, attempt - 1, null);
            case APPROVED, WAITING -> lettingGo(newId, Phase.NEW, attempt, null);
        };
    }

    private Step lettingGo(StepId newId, Phase next, int tries, @Nullable Doing what) {
        Failure its = next == Phase.UNKNOWN ? failure : null;
        return new Step(newId, next, tries, holdsOpened, null, null, what, null, null, its);
    }

    /** The same step under another state's name. */
    public Step named(StepId newId) {
        return new Step(newId, phase, attempt, holdsOpened, hold, approval, doing, due, result, failure);
    }
}
