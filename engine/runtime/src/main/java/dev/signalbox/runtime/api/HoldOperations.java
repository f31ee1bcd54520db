package dev.signalbox.runtime.api;

import dev.signalbox.core.command.Actor;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What waits for people, and what they make of it. Every method throws {@link Problem} for what is the caller's to mend.
 */
public interface HoldOperations {
    /** A program that asks in nobody's name. */
    Actor NOBODY = new Actor("", Set.of(), "java", false, true);

    /** Holds in the filter's order; what is mine and my groups' is the asker's. */
    InboxViews.HoldPage holds(Views.HoldFilter filter, Actor asker);

    /** Everybody's holds. */
    default InboxViews.HoldPage holds(Views.HoldFilter filter) {
        return holds(filter, NOBODY);
    }

    /** Everybody's open holds, the earliest due first: the first 200. A run's own stand in its view. */
    default InboxViews.HoldPage openHolds() {
        return holds(new Views.HoldFilter(null, null, null, null, 200));
    }

    Views.HoldView hold(String id);

    /** The hold, for this person to look at: the first time is remembered, and the audit tells how long they looked. */
    Views.HoldView look(String id, Actor person);

    /** What an edit would make of a hold: arguments, target, hash, risk. Changes nothing. */
    Views.HoldView preview(String hold, Map<String, Object> edit);

    /**
     * Counts once: a second decision is a conflict that says who decided. So is one while somebody else has claimed the hold.
     */
    Views.DecisionView decide(String hold, Views.DecisionRequest request, Actor actor);

    /** Approves what this view shows; refused when it is not what the hold says any more. */
    default Views.DecisionView approve(Views.HoldView seen, @Nullable String note, Actor actor) {
        return decide(seen.id(), Views.DecisionRequest.approve(seen.hash()).withNote(note), actor);
    }

    default Views.DecisionView reject(Views.HoldView seen, @Nullable String note, Actor actor) {
        return decide(seen.id(), Views.DecisionRequest.reject(seen.hash()).withNote(note), actor);
    }

    /** @param answer what the form of an {@code ask} takes: a JSON value, or a record */
    default Views.DecisionView answer(Views.HoldView seen, Object answer, Actor actor) {
        return decide(seen.id(), Views.DecisionRequest.answer(seen.hash(), Typed.value(answer)), actor);
    }

    /** What to decide it by, for this person; of a settled hold too, which says how it ended. */
    EvidenceViews.HoldEvidence evidence(String hold, Actor actor);

    /** Asks, or answers, in the hold's thread. It decides nothing. */
    EvidenceViews.HoldEvidence discuss(String hold, String text, Actor actor);

    /** Gives the hold to a person or a group of the workspace, of those who may decide it. */
    EvidenceViews.HoldEvidence delegate(String hold, String to, @Nullable String note, Actor actor);

    /**
     * Keeps the hold for this person for a quarter of an hour, and again with each call. A conflict says who has it until when.
     *
     * @param take takes it over from whoever has it, which an operator may
     */
    Views.HoldView claim(String hold, boolean take, Actor actor);

    /** Gives up one's own claim; an operator gives up anybody's. */
    Views.HoldView release(String hold, Actor actor);

    /**
     * One decision about holds of one state of one version of a flow, none of high risk: refused as a whole otherwise. Each is
     * decided on its own, and one that has changed or was decided already fails alone.
     */
    InboxViews.BulkView decideAll(InboxViews.BulkRequest request, Actor actor);
}
