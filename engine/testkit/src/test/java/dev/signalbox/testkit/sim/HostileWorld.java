package dev.signalbox.testkit.sim;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.decide.Live;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.Limits;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.dispatch.Bounds;
import dev.signalbox.runtime.dispatch.FlowSource;
import dev.signalbox.runtime.dispatch.Ports;
import dev.signalbox.runtime.dispatch.Reducer;
import dev.signalbox.runtime.port.Environment;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.testkit.hostile.SchemaValues;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One sitting with a hostile model, a function of its seed: some runs of one workspace on the real dispatcher, people who
 * decide what they are shown or never do, and a world that keeps its own book of what was called. When all has come to
 * rest, {@link HostileRules} look at what is left.
 */
final class HostileWorld {
    private static final int RUNS = 6;
    private static final int MOST_STEPS = 300_000;
    private static final Duration SOON = Duration.ofMinutes(10);
    private static final Duration PATIENT = Duration.ofDays(10_000);

    private final Scene scene;
    private final HostilePeople people;
    private final HostileOutside outside;
    private final Worker worker;
    private final SimDisk disk;
    private final List<String> threw = new ArrayList<>();
    private long slowest;

    /**
     * What came of it.
     *
     * @param slowest nanoseconds of the decision that took longest
     * @param digest two sittings with the same are the same
     */
    record Outcome(List<Violation> violations, Tally tally, long slowest, String digest, Supplier<String> told) {}

    private HostileWorld(long seed, FlowPool flows, EngineParts engine, SimDisk disk) {
        this.disk = disk;
        scene = Scene.of(seed, Simulation.Plan.calm(0, StoreFaults.Fault.BEFORE), flows);
        people = new HostilePeople(scene);
        outside = new HostileOutside(scene);
        worker = worker(engine);
    }

    /** Lives it through. */
    static Outcome run(long seed, EngineParts engine) {
        FlowPool flows = HostileFlows.ALL.get((int) Math.floorMod(seed, (long) HostileFlows.ALL.size()));
        try (SimDisk disk = SimDisk.inMemory()) {
            return new HostileWorld(seed, flows, engine, disk).live();
        }
    }

    private Worker worker(EngineParts engine) {
        SeededScheduler.SimProcess process = scene.scheduler().process("w1");
        SimDisk.Opening opening = disk.open(null);
        RunStore watched = StoreFaults.before(
                opening.store(),
                (method, arguments) -> null,
                commit -> scene.journal().kept(process.toString(), commit),
                pending -> scene.journal().claimed(process.toString(), pending));
        scene.flows().bundles().forEach(watched::keepBundle);
        Ports ports = Ports.of(
                        noting(engine.store(watched)),
                        scene.flows(),
                        outside.actions(),
                        outside.models(),
                        new Environs(),
                        scene.time().clock(process, Duration.ZERO))
                .withThreads(process.threads())
                .withReducer(seen(scene.journal().watch(engine.reducer(Reducer.CORE))));
        Bounds bounds = new Bounds(
                20, 8, 1000, 10, 10, Duration.ZERO, 4 + scene.random().nextInt(40));
        return new Worker(process, opening, ports, bounds, scene.journal());
    }

    private static final class Environs implements Environment {
        @Override
        public Map<String, String> env() {
            return HostileOutside.ENV;
        }

        @Override
        public @Nullable String secret(String name) {
            return Simulation.SECRET;
        }
    }

    /** Writes down whatever the core throws, and how long it takes. */
    private Reducer seen(Reducer reducer) {
        return new Reducer() {
            @Override
            public Decision decide(CheckedFlow flow, @Nullable Run run, Command command, Live live) {
                long began = System.nanoTime();
                try {
                    return reducer.decide(flow, run, command, live);
                } catch (RuntimeException | Error e) {
                    threw.add("the core threw " + e + " at " + shortened(command));
                    throw e;
                } finally {
                    slowest = Math.max(slowest, System.nanoTime() - began);
                }
            }

            @Override
            public Run evolve(@Nullable Run run, Event event) {
                return reducer.evolve(run, event);
            }
        };
    }

    /** Writes down what the store could not keep: nobody would hear of it, and the run would stand for ever. */
    private RunStore noting(RunStore store) {
        return (RunStore) Proxy.newProxyInstance(
                RunStore.class.getClassLoader(), new Class<?>[] {RunStore.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        threw.add("the store threw " + shortened(e.getCause()) + " at " + method.getName());
                        throw e.getCause();
                    }
                });
    }

    static String shortened(Object what) {
        String text = String.valueOf(what).replaceAll("[^\\P{C}]|\\s", " ");
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }

    private Outcome live() {
        for (int i = 1; i <= RUNS; i++) {
            start(new RunId("r" + i));
            for (int step = scene.random().nextInt(60); step > 0; step--) {
                if (!scene.scheduler().step()) {
                    scene.time().pass(SOON);
                }
            }
        }
        boolean rested = comeToRest();
        List<Violation> found = new ArrayList<>();
        if (!rested) {
            found.add(new Violation(2, "the world does not come to rest in " + MOST_STEPS + " steps"));
        }
        threw.forEach(what -> found.add(new Violation(1, what)));
        try (RunStore left = disk.open(null).store()) {
            found.addAll(new HostileRules(scene, left).check());
        }
        Census.count(scene.journal(), scene.tally());
        return new Outcome(
                found, scene.tally(), slowest, Census.digest(scene.journal()), () -> Census.tell(scene.journal()));
    }

    private void start(RunId id) {
        List<FlowName> names = scene.flows().names();
        FlowSource.Pinned flow = scene.flows().current(names.get(scene.random().nextInt(names.size())));
        Object schema = flow.flow().flow().input().json();
        Map<String, Object> input = Json.object(new SchemaValues(scene.random()).fitting(schema));
        scene.tally().count("started " + flow.flow().flow().name());
        worker.start(new Command.StartRun(id, flow.bundle(), input, null, "customer", null, Limits.NONE), flow, null);
    }

    /** Everybody does what is left to do, then time goes on; true when nothing is left to happen. */
    private boolean comeToRest() {
        for (int steps = 0; steps < MOST_STEPS; steps++) {
            boolean moved = scene.scheduler().step()
                    || people.act(worker)
                    || scene.time().pass(PATIENT);
            if (!moved) {
                return true;
            }
        }
        return false;
    }
}
