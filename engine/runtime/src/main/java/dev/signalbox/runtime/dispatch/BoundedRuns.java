package dev.signalbox.runtime.dispatch;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.decide.Live;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.check.CheckedFlow;
import org.jspecify.annotations.Nullable;

/** A reducer whose runs have as many events as whoever runs the engine lets them have. */
public record BoundedRuns(Reducer reducer, int mostEvents) implements Reducer {
    @Override
    public Decision decide(CheckedFlow flow, @Nullable Run run, Command command, Live live) {
        return reducer.decide(flow, run, command, live.withMostEvents(mostEvents));
    }

    @Override
    public Run evolve(@Nullable Run run, Event event) {
        return reducer.evolve(run, event);
    }
}
