package dev.signalbox.core.run;

import dev.signalbox.core.effect.Message;
import dev.signalbox.core.effect.Target;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.dsl.model.ActionName;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.Urgency;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that waits for a person.
 *
 * @param action what is called; null for an {@code ask} and for a child flow
 * @param args the exact arguments; empty for an {@code ask}
 * @param target what is done, secrets as names; null for an {@code ask}
 * @param hash SHA-256 over step, hold, bundle, action, target and arguments: a decision names it
 * @param form the answer's JSON Schema; null for an approval
 * @param by people and groups; empty for anyone who may approve
 * @param count how many must approve
 * @param due when it expires; null for never
 * @param votes approvals so far, when more than one is needed
 * @param question what a person is asked in a model's place; null else
 * @param delegated who has it of those who may decide; null while it is everybody's of {@code by}
 * @param thread what was asked and answered about it, {@value #MOST_SAID} texts at most
 */
public record Hold(
        HoldId id,
        StepId step,
        Purpose purpose,
        String title,
        @Nullable ActionName action,
        Map<String, Object> args,
        @Nullable Target target,
        String hash,
        List<Shown> show,
        List<Editable> edit,
        @Nullable Object form,
        List<Object> choices,
        List<String> by,
        int count,
        boolean notRequester,
        boolean noteRequired,
        Urgency urgency,
        Instant openedAt,
        @Nullable Instant due,
        @Nullable Instant remindAt,
        @Nullable Instant escalateAt,
        List<String> escalateBy,
        List<Vote> votes,
        @Nullable Question question,
        @Nullable Delegation delegated,
        List<Said> thread) {
    /** How much may be said about one hold, and how long each text may be. */
    public static final int MOST_SAID = 100;

    public static final int LONGEST_TEXT = 4_000;

    /** How often one hold may be given on. */
    public static final int MOST_DELEGATIONS = 100;

    public Hold {
        show = List.copyOf(show);
        edit = List.copyOf(edit);
        choices = List.copyOf(choices);
        by = List.copyOf(by);
        escalateBy = List.copyOf(escalateBy);
        votes = List.copyOf(votes);
        thread = List.copyOf(thread);
    }

    /** As it is opened: nobody has it alone, and nothing is said. */
    public Hold(
            HoldId id,
            StepId step,
            Purpose purpose,
            String title,
            @Nullable ActionName action,
            Map<String, Object> args,
            @Nullable Target target,
            String hash,
            List<Shown> show,
            List<Editable> edit,
            @Nullable Object form,
            List<Object> choices,
            List<String> by,
            int count,
            boolean notRequester,
            boolean noteRequired,
            Urgency urgency,
            Instant openedAt,
            @Nullable Instant due,
            @Nullable Instant remindAt,
            @Nullable Instant escalateAt,
            List<String> escalateBy,
            List<Vote> votes,
            @Nullable Question question) {
        this(
                id,
                step,
                purpose,
                title,
                action,
                args,
                target,
                hash,
                show,
                edit,
                form,
                choices,
                by,
                count,
                notRequester,
                noteRequired,
                urgency,
                openedAt,
                due,
                remindAt,
                escalateAt,
                escalateBy,
                votes,
                question,
                null,
                List.of());
    }

    /** Whose it is to decide now: who has it by a delegation, else whom the flow names; empty for anyone who may approve. */
    public List<String> asked() {
        return delegated == null ? by : List.of(delegated.to());
    }

    /** With one approval more. Who had it alone has done their part: the next one is anybody's of {@code by}. */
    public Hold voted(Vote vote) {
        return with(remindAt, escalateAt, by, Ordered.plus(votes, vote), null, thread);
    }

    /** Its reminder is out. */
    public Hold reminded() {
        return with(null, escalateAt, by, votes, delegated, thread);
    }

    /** It is also these people's from now on, and nobody's alone. */
    public Hold escalated(List<String> also) {
        List<String> everybody = new ArrayList<>(by);
        also.stream().filter(who -> !by.contains(who)).forEach(everybody::add);
        return with(remindAt, null, everybody, votes, null, thread);
    }

    public Hold discussed(Said said) {
        return with(remindAt, escalateAt, by, votes, delegated, Ordered.plus(thread, said));
    }

    public Hold delegated(String to, String from, Instant at) {
        int before = delegated == null ? 0 : delegated.times();
        return with(remindAt, escalateAt, by, votes, new Delegation(to, from, at, before + 1), thread);
    }

    /** As an edit leaves it: another call, which nobody has approved. */
    public Hold edited(
            String newTitle,
            Map<String, Object> newArgs,
            @Nullable Target newTarget,
            String newHash,
            List<Shown> newShow,
            List<Editable> newEdit) {
        return new Hold(
                id,
                step,
                purpose,
                newTitle,
                action,
                newArgs,
                newTarget,
                newHash,
                newShow,
                newEdit,
                form,
                choices,
                by,
                count,
                notRequester,
                noteRequired,
                urgency,
                openedAt,
                due,
                remindAt,
                escalateAt,
                escalateBy,
                List.of(),
                question,
                delegated,
                thread);
    }

    private Hold with(
            @Nullable Instant newRemindAt,
            @Nullable Instant newEscalateAt,
            List<String> newBy,
            List<Vote> newVotes,
            @Nullable Delegation newDelegated,
            List<Said> newThread) {
        return new Hold(
                id,
                step,
                purpose,
                title,
                action,
                args,
                target,
                hash,
                show,
                edit,
                form,
                choices,
                newBy,
                count,
                notRequester,
                noteRequired,
                urgency,
                openedAt,
                due,
                newRemindAt,
                newEscalateAt,
                escalateBy,
                newVotes,
                question,
                newDelegated,
                newThread);
    }

    /** {@code approve} is the only one that is approved or rejected; the others are answered. */
    public enum Purpose {
        APPROVE,
        ASK,
        /** Did an unknown call happen? */
        UNKNOWN,
        /** A person plays the model. */
        MODEL
    }

    /** A value for the person to see. {@code value} null: missing. {@code origin}: {@code input}, {@code person}, {@code action}, {@code model}, {@code flow}. */
    public record Shown(String label, @Nullable Object value, String origin) {}

    /** Data that a person may change: its path, its schema, its value now. */
    public record Editable(
            String path, Object schema, @Nullable Object value) {}

    public record Vote(String by, @Nullable String note, Instant at) {}

    /** {@code to} has it, given by {@code by}; {@code times} counts how often it was given on. */
    public record Delegation(String to, String by, Instant at, int times) {}

    public record Said(String by, String text, Instant at) {}

    public record Question(ModelName model, List<Message> messages, String why) {
        public Question {
            messages = List.copyOf(messages);
        }
    }
}
