package dev.signalbox.runtime.api;

import dev.signalbox.core.command.Actor;
import java.util.Map;

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
}
