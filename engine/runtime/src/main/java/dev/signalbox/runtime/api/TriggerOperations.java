package dev.signalbox.runtime.api;

import dev.signalbox.core.command.Actor;
import java.util.List;

/** What starts runs besides people. Every method throws {@link Problem} for what is the caller's to mend. */
public interface TriggerOperations {
    /** Those of every flow that is fit to run, by flow and in the order of its file. */
    List<TriggerViews.TriggerView> triggers();

    /** It starts nothing until it goes on. Who paused it first stands. */
    TriggerViews.TriggerView pause(String flow, String trigger, Actor actor);

    TriggerViews.TriggerView resume(String flow, String trigger, Actor actor);

    /** The input that it would start a run with; nothing is started. */
    TriggerViews.TrialView tryOut(String flow, String trigger, TriggerViews.TrialRequest request);

    /** Starts a run with what the mapping makes of this, now and in that person's name, paused or not. */
    Views.RunView fire(String flow, String trigger, TriggerViews.TrialRequest request, Actor actor);

    /**
     * Takes a request of somebody who has not signed in: its signature is all the proof. The same delivery again gives the run it
     * gave before.
     */
    TriggerViews.HookReceipt deliver(TriggerViews.HookRequest request);
}
