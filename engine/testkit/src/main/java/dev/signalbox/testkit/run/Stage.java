package dev.signalbox.testkit.run;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.command.Actor;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.model.EventName;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.dispatch.Bounds;
import dev.signalbox.runtime.dispatch.Changes;
import dev.signalbox.runtime.dispatch.Dispatcher;
import dev.signalbox.runtime.dispatch.FlowSource;
import dev.signalbox.runtime.dispatch.Handled;
import dev.signalbox.runtime.dispatch.Ports;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.ModelPort;
import dev.signalbox.testkit.CuttingStore;
import dev.signalbox.testkit.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The engine of one test: the real dispatcher on a disk in memory, which outlives a crash. */
final class Stage implements AutoCloseable {
    private static final Bounds BOUNDS = Bounds.DEFAULT.withDrain(Duration.ZERO);
    private static final int MOST_RUNS = 1000;

    private final TestedFlows flows;
    private final TestClock clock;
    private final Journal journal;
    private final Playing playing;
    private final @Nullable ModelPort models;
    private final @Nullable Recorder recorder;
    private final Backstage backstage = new Backstage();
    private final MemoryStore.Disk disk = new MemoryStore.Disk();
    private MemoryStore store;
    private Dispatcher dispatcher;
    private volatile boolean cut;

    /**
     * @param models asked instead of the scripts; null for the scripts
     * @param recorder answers what is left to recorded replies; null for the file as it stands
     */
    Stage(
            TestedFlows flows,
            TestClock clock,
            Journal journal,
            Playing playing,
            @Nullable ModelPort models,
            @Nullable Recorder recorder) {
        this.flows = flows;
        this.clock = clock;
        this.journal = journal;
        this.playing = playing;
        this.models = models;
        this.recorder = recorder;
        store = new MemoryStore(disk);
        dispatcher = open(store);
    }

    private Dispatcher open(MemoryStore on) {
        Ports ports = Ports.of(
                        new CuttingStore(on, this::crashesBeforeLeaving, this::cut),
                        flows,
                        this::call,
                        this::ask,
                        Outside.of(flows.workspace()),
                        clock)
                .withThreads(backstage)
                .withTelemetry(journal);
        Dispatcher opened = new Dispatcher(ports, BOUNDS, new Changes());
        opened.recover();
        return opened;
    }

    private ActionOutcome call(Effect.ActionCall call) throws InterruptedException {
        return (ActionOutcome) backstage.await(call, null);
    }

    private ModelOutcome ask(Effect.ModelCall call, Map<ModelName, Workspace.Model> known) throws InterruptedException {
        return (ModelOutcome) backstage.await(call, models == null ? recorded(call) : models.ask(call, known));
    }

    private @Nullable Object recorded(Effect.ModelCall call) throws InterruptedException {
        String file = recorder == null ? null : playing.leftTo(call);
        if (recorder == null || file == null) {
            return null;
        }
        Recorder.Asking asking = new Recorder.Asking(
                file, playing.test(), call, flowOf(call.step().run()));
        return switch (recorder.ask(asking)) {
            case Recorder.Answer.Came came -> came.outcome();
            case Recorder.Answer.Not not -> playing.unanswered(call, not.why());
        };
    }

    /** A call that is never made twice is on its way once that is committed: a crash before it comes earlier. */
    private boolean crashesBeforeLeaving(Commit commit) {
        for (Event event : commit.events()) {
            if (event instanceof Event.CallSent sent && playing.crashesBefore(sent.step(), sent.attempt())) {
                return true;
            }
        }
        return false;
    }

    Playing.Next outcome(Effect effect) {
        if (effect instanceof Effect.ActionCall call) {
            return playing.action(call);
        }
        if (effect instanceof Effect.ModelCall call) {
            return playing.model(call, flowOf(call.step().run()).flow().models());
        }
        throw new IllegalStateException("only calls wait for a cue: " + effect);
    }

    private FlowSource.Pinned flowOf(RunId id) {
        Run run = run(id);
        if (run == null) {
            throw new IllegalStateException("a call of no run: " + id);
        }
        return flows.pinned(run.bundle());
    }

    List<Backstage.Cue> awaitQuiet() throws InterruptedException {
        return backstage.awaitQuiet();
    }

    Handled start(Command.StartRun start, FlowSource.Pinned flow) {
        return dispatcher.start(start, flow, null);
    }

    Handled handle(RunId run, Command command) {
        return dispatcher.handle(run, command);
    }

    @Nullable
    Run run(RunId id) {
        return dispatcher.run(id);
    }

    /** Who started a run, as somebody who may cancel it. */
    Actor starter(Run run) {
        return new Actor(run.startedBy(), Set.of(), "test", true, true);
    }

    /** Gives why nobody took it; empty when somebody did, or nobody there has that key. */
    List<String> deliver(EventName name, String key, String id, Object payload) {
        Set<RunId> runs = new LinkedHashSet<>(store.waitingFor(name, key, MOST_RUNS));
        runs.addAll(store.openWithKey(key, MOST_RUNS));
        List<String> refusals = new ArrayList<>();
        boolean taken = false;
        for (RunId run : runs) {
            Handled handled = dispatcher.handle(run, new Command.DeliverEvent(name, key, id, payload));
            taken = taken || handled instanceof Handled.Done;
            if (handled instanceof Handled.Refused refused) {
                refusals.add(refused.why().message());
            }
        }
        if (runs.isEmpty()) {
            return List.of("no run waits for the key " + key);
        }
        return taken ? List.of() : refusals;
    }

    /** From here on nothing that the engine does is kept, as after a {@code kill -9}. */
    void cut() {
        disk.cut();
        cut = true;
    }

    boolean isCut() {
        return cut;
    }

    /** Another engine takes up what the one before it left. */
    void restart() {
        dispatcher.close();
        clock.close();
        cut = false;
        store = new MemoryStore(disk);
        dispatcher = open(store);
    }

    /** What is still under way is dropped. */
    @Override
    public void close() {
        dispatcher.close();
        disk.cut();
        clock.close();
    }
}
