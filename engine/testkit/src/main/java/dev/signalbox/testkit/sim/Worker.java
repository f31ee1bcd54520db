package dev.signalbox.testkit.sim;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.id.RunId;
import dev.signalbox.runtime.dispatch.Bounds;
import dev.signalbox.runtime.dispatch.Changes;
import dev.signalbox.runtime.dispatch.Dispatcher;
import dev.signalbox.runtime.dispatch.FlowSource;
import dev.signalbox.runtime.dispatch.Handled;
import dev.signalbox.runtime.dispatch.Ports;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.RunStore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One process of an engine: a real dispatcher on threads of its own. */
final class Worker {
    private final SeededScheduler.SimProcess process;
    private final Dispatcher dispatcher;
    private final RunStore store;
    private final Journal journal;
    private final SimDisk.Opening opening;

    /** @param opening its own opening of the store, behind whatever stands before it in {@code ports} */
    Worker(SeededScheduler.SimProcess process, SimDisk.Opening opening, Ports ports, Bounds bounds, Journal journal) {
        this.process = process;
        this.opening = opening;
        this.journal = journal;
        store = ports.store();
        dispatcher = new Dispatcher(ports, bounds, new Changes());
        process.start(() -> quietly(() -> {
            dispatcher.recover();
            return null;
        }));
    }

    SeededScheduler.SimProcess process() {
        return process;
    }

    /** As {@code kill -9} does it. */
    void kill() {
        process.kill();
        opening.cut();
    }

    /** Says in its place that it is alive, while time is left out. */
    void renew() {
        if (!process.isDead() && !process.isStopped()) {
            opening.store().renew();
        }
    }

    /** Its store failed, so that it does nothing any more until somebody restarts it. */
    boolean hasFailed() {
        return dispatcher.failure() != null;
    }

    void send(RunId run, Command command) {
        Journal.Op op = journal.invoke(run, command);
        process.start(() -> quietly(() -> answered(op, () -> dispatcher.handle(run, command))));
    }

    void start(Command.StartRun start, FlowSource.Pinned flow, Commit.@Nullable StartKey key) {
        Journal.Op op = journal.invoke(start.run(), start);
        process.start(() -> quietly(() -> answered(op, () -> dispatcher.start(start, flow, key))));
    }

    /** As the engine does it: to each run that waits for it or has its key, one after the other. */
    void deliver(Command.DeliverEvent event) {
        process.start(() -> quietly(() -> {
            for (RunId run : store.openWithKey(event.key(), 100)) {
                Command.DeliverEvent its =
                        new Command.DeliverEvent(event.name(), event.key(), event.id(), event.payload());
                answered(journal.invoke(run, its), () -> dispatcher.handle(run, its));
            }
            return null;
        }));
    }

    private @Nullable Object answered(Journal.Op op, Supplier<Handled> work) {
        try {
            journal.answered(op, work.get());
        } catch (RuntimeException e) {
            journal.failed(op, e);
            throw e;
        }
        return null;
    }

    /** What a request throws is its client's; here the journal has it. */
    private static void quietly(Supplier<@Nullable Object> work) {
        try {
            var unused = work.get();
        } catch (dev.signalbox.runtime.port.StoreException e) {
            org.slf4j.LoggerFactory.getLogger(Worker.class).trace("the store failed", e);
        }
    }
}
