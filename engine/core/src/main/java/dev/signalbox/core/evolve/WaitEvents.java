package dev.signalbox.core.evolve;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.run.Desk;
import dev.signalbox.core.run.Recorded;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.Step;
import java.time.Instant;

/** The events of timers and outside events. */
final class WaitEvents {
    private WaitEvents() {}

    static Run started(Run run, Event.WaitStarted event) {
        Step.Doing.Wait wait = new Step.Doing.Wait(event.until(), event.event(), event.key(), event.expires());
        Instant due = event.until() == null ? event.expires() : event.until();
        return StepEvents.change(
                run,
                event.step(),
                step -> step.asking(Step.Phase.WAITING, 1, wait).dueAt(Step.Phase.WAITING, due));
    }

    static Run received(Run run, Event.EventReceived event) {
        return run.with(run.desk()
                .swept(event.at())
                .arrived(new Desk.Arrived(event.name(), event.key(), event.id(), event.payload(), event.expires())));
    }

    static Run ended(Run run, Event.WaitEnded event) {
        Run done = StepEvents.change(run, event.step(), step -> step.succeeded(event.payload()));
        if (event.id() == null) {
            return done;
        }
        return done.with(done.desk().took(event.id()))
                .with(done.memory()
                        .recorded(StepEvents.record(
                                done, event.step(), Recorded.Kind.EVENT, null, event.payload(), event)));
    }
}
