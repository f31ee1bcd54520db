package dev.signalbox.runtime.dispatch;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Decider;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.decide.Live;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.evolve.Evolver;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.check.CheckedFlow;
import org.jspecify.annotations.Nullable;

/**
 * The two pure functions that a dispatcher moves runs by. There is one of them for use, {@link #CORE}; a seam all the same,
 * so that the proof can put in a broken one and see it caught.
 */
public interface Reducer {
    /** What the engine does. */
    Reducer CORE = new Reducer() {
        @Override
        public Decision decide(CheckedFlow flow, @Nullable Run run, Command command, Live live) {
            return Decider.decide(flow, run, command, live);
        }

        @Override
        public Run evolve(@Nullable Run run, Event event) {
            return Evolver.evolve(run, event);
        }
    };

    Decision decide(CheckedFlow flow, @Nullable Run run, Command command, Live live);

    Run evolve(@Nullable Run run, Event event);
}
