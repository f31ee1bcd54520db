package dev.signalbox.core.evolve;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Activation;
import dev.signalbox.core.run.Counters;
import dev.signalbox.core.run.Ending;
import dev.signalbox.core.run.Memory;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.Step;

/** The event of a run that goes on by another file. */
final class MoveEvents {
    private MoveEvents() {}

    /** Budgets stay counted; a limit that was met has been held against the new file, and has room there. */
    static Run moved(Run run, Event.RunMoved event) {
        Memory memory = run.memory()
                .renamed(event.renamed(), event.gone())
                .coerced(event.data())
                .wrote(event.values(), "flow");
        Counters counters = run.counters().renamed(event.states());
        counters = event.anew()
                ? counters.entered(event.state(), event.visit())
                : counters.visited(event.state(), event.visit());
        return run.with(run.origin()
                        .moved(
                                event.bundle(),
                                event.version(),
                                event.input() == null ? run.input() : event.input(),
                                event.limits()))
                .with(new Ending.Open())
                .with(memory)
                .with(counters.limit() == null ? counters : counters.limited(null))
                .with(activation(run, event));
    }

    private static Activation activation(Run run, Event.RunMoved event) {
        Activation moved = Activation.entered(event.state(), event.visit(), event.at());
        Activation was = run.activation();
        if (was == null || event.anew()) {
            return moved;
        }
        if (was.items() != null) {
            moved = moved.over(was.items());
        }
        for (Step step : was.steps().values()) {
            StepId id =
                    new StepId(run.id(), event.state(), event.visit(), step.id().slot());
            moved = moved.with(event.again().contains(id.slot()) ? step.anew(id) : step.named(id));
        }
        return moved;
    }
}
