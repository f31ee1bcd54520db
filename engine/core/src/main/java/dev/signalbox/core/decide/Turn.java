package dev.signalbox.core.decide;

import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.evolve.Evolver;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Activation;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.Step;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of decide while it is being made: the run so far, and what has been decided. Lives no longer than the call;
 * whatever it emits has gone through evolve already, so every rule sees the run as it will be.
 */
public final class Turn {
    private CheckedFlow checked;
    private final Live live;
    private final List<Event> events = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private @Nullable Run run;
    private int hops;

    Turn(CheckedFlow checked, @Nullable Run run, Live live) {
        this.checked = checked;
        this.run = run;
        this.live = live;
    }

    /** From here on the run goes by that file. */
    void goesBy(CheckedFlow flow) {
        checked = flow;
    }

    /** What has been decided so far. */
    List<Event> events() {
        return List.copyOf(events);
    }

    public CheckedFlow checked() {
        return checked;
    }

    public Flow flow() {
        return checked.flow();
    }

    public Live live() {
        return live;
    }

    public Run run() {
        if (run == null) {
            throw new IllegalStateException("no run yet");
        }
        return run;
    }

    /** The time of what is decided now: never before the run's last event. */
    public Instant now() {
        return run == null || live.now().isAfter(run.updatedAt()) ? live.now() : run.updatedAt();
    }

    public void emit(Event event) {
        run = Evolver.evolve(run, event);
        hops = event instanceof Event.RouteTaken ? hops + 1 : event instanceof Event.StateEntered ? 0 : hops;
        events.add(event);
    }

    /** What is given up in the same breath in which it was asked for is not asked for at all. */
    public void effect(Effect effect) {
        if (effect instanceof Effect.Abandon abandon) {
            effects.removeIf(asked -> isCall(asked) && asked.step().equals(abandon.step()));
        }
        effects.add(effect);
    }

    /** What has been asked for so far. */
    List<Effect> effects() {
        return List.copyOf(effects);
    }

    /** It is not asked for any more. */
    void withdraw(Effect effect) {
        effects.remove(effect);
    }

    private static boolean isCall(Effect effect) {
        return effect instanceof Effect.ActionCall || effect instanceof Effect.ModelCall;
    }

    /** The visit the run is in. */
    public Activation activation() {
        Activation activation = run().activation();
        if (activation == null) {
            throw new IllegalStateException("run " + run().id() + " is in no state");
        }
        return activation;
    }

    /** The state the run is in. */
    public State state() {
        return flow().state(activation().state());
    }

    /** A step of this visit, new if nothing was asked of it. */
    public Step step(StepId id) {
        Step step = run().step(id);
        return step == null ? Step.begun(id) : step;
    }

    /** The step of this visit in that slot. */
    public StepId id(String slot) {
        Activation activation = activation();
        return new StepId(run().id(), activation.state(), activation.visit(), slot);
    }

    /** Routes taken one after the other without entering a state: more than there are states is a circle of refusals. */
    boolean isCircling() {
        return hops > flow().states().size();
    }

    Decision.Accepted accepted() {
        return new Decision.Accepted(List.copyOf(events), List.copyOf(effects), run());
    }
}
