package dev.signalbox.runtime.api;

import dev.signalbox.core.command.Actor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What waits for people, and what they make of it. Every method throws {@link Problem} for what is the caller's to mend.
 */
public interface HoldOperations {
    /** Open holds, the earliest due first. */
    Views.Page<Views.HoldView> holds(Views.HoldFilter filter);

    Views.HoldView hold(String id);

    /** What an edit would make of a hold: arguments, target, hash, risk. Changes nothing. */
    Views.HoldView preview(String hold, Map<String, Object> edit);

    /** Counts once: a second decision is a conflict that says who decided. */
    Views.DecisionView decide(String hold, Views.DecisionRequest request, Actor actor);

    /** What to decide it by, for this person; of a settled hold too, which says how it ended. */
    EvidenceViews.HoldEvidence evidence(String hold, Actor actor);

    /** Asks, or answers, in the hold's thread. It decides nothing. */
    EvidenceViews.HoldEvidence discuss(String hold, String text, Actor actor);

    /** Gives the hold to a person or a group of the workspace, of those who may decide it. */
    EvidenceViews.HoldEvidence delegate(String hold, String to, @Nullable String note, Actor actor);
}
