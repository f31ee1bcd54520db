package dev.signalbox.runtime.port;

import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Urgency;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a hold ended: who decided what, when and with which note. A row that the run's log gives again
 * (the package {@code audit} reads it off). A purged log gives it without its title.
 *
 * @param action what was called; null for an answer and a child flow
 * @param addressed whom it was for, at the end; empty for anyone who may approve
 * @param at when it ended
 * @param by who decided; null when nobody did
 * @param via the channel they came by; null when nobody decided
 * @param note what they said, or why it was withdrawn
 * @param edited somebody had changed what was asked
 * @param costUsd what the run had cost by then
 */
public record DecidedHold(
        HoldId id,
        RunId run,
        FlowName flow,
        String version,
        @Nullable String key,
        StateName state,
        Hold.Purpose purpose,
        String title,
        @Nullable String action,
        String requester,
        List<String> addressed,
        Urgency urgency,
        Instant openedAt,
        @Nullable Instant due,
        Instant at,
        Verdict verdict,
        @Nullable String by,
        @Nullable String via,
        boolean authenticated,
        @Nullable String note,
        boolean edited,
        double costUsd) {
    public DecidedHold {
        addressed = List.copyOf(addressed);
    }

    /** The same, where an edit came with a commit before. */
    public DecidedHold andEdited() {
        return new DecidedHold(
                id,
                run,
                flow,
                version,
                key,
                state,
                purpose,
                title,
                action,
                requester,
                addressed,
                urgency,
                openedAt,
                due,
                at,
                verdict,
                by,
                via,
                authenticated,
                note,
                true,
                costUsd);
    }
}
