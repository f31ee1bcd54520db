package dev.signalbox.runtime.api;

import dev.signalbox.core.command.Actor;
import java.util.Map;
import java.util.Set;

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

    Views.HoldView hold(String id);

    /** The hold, for this person to look at: the first time is remembered, and the audit tells how long they looked. */
    Views.HoldView look(String id, Actor person);

    /** What an edit would make of a hold: arguments, target, hash, risk. Changes nothing. */
    Views.HoldView preview(String hold, Map<String, Object> edit);

    /**
     * Counts once: a second decision is a conflict that says who decided. So is one while somebody else has claimed the hold.
     */
    Views.DecisionView decide(String hold, Views.DecisionRequest request, Actor actor);

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
