package dev.signalbox.testkit.sim;

import dev.signalbox.runtime.dispatch.Bounds;
import dev.signalbox.runtime.dispatch.Ports;
import dev.signalbox.runtime.dispatch.Reducer;
import dev.signalbox.runtime.port.Environment;
import dev.signalbox.runtime.port.RunStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The processes of a history: as many engines on one disk as there should be, killed, stopped, failed by it, and replaced. */
final class Processes {
    private final Scene scene;
    private final EngineParts engine;
    private final OutsideWorld outside;
    private final int engines;
    private final SimDisk disk;
    private final List<Worker> workers = new ArrayList<>();
    private final List<String> faulted = new ArrayList<>();
    private final Map<String, StoreFaults.Fault> faults = new HashMap<>();
    private int started;
    private long storeCalls;

    Processes(Scene scene, EngineParts engine, OutsideWorld outside, SimDisk disk) {
        this.scene = scene;
        this.engine = engine;
        this.outside = outside;
        this.disk = disk;
        engines = scene.mischief().isOn() && scene.random().nextInt(5) > 1
                ? 2 + scene.random().nextInt(2)
                : 1;
    }

    /** Several engines share the store; one alone takes it over from whoever had it. */
    boolean isShared() {
        return engines > 1;
    }

    void begin() {
        scene.tally().count(isShared() ? "histories of several engines" : "histories of one engine");
        for (int i = 0; i < engines; i++) {
            start();
        }
    }

    /** How often the store was called. */
    long storeCalls() {
        return storeCalls;
    }

    /** What is left when nobody has it any more. */
    RunStore left() {
        return disk.open(null).store();
    }

    /** A new process. */
    private Worker start() {
        SeededScheduler.SimProcess process = scene.scheduler().process("w" + ++started);
        Duration wrong =
                scene.mischief().isOn() ? Duration.ofMillis(scene.random().nextInt(20_000) - 10_000) : Duration.ZERO;
        SimDisk.Opening opening = disk.open(isShared() ? scene.time().asClock() : null);
        RunStore watched = StoreFaults.before(
                opening.store(),
                (method, arguments) -> fault(process),
                commit -> scene.journal().kept(process.toString(), commit),
                pending -> scene.journal().claimed(process.toString(), pending));
        scene.flows().bundles().forEach(watched::keepBundle);
        Ports ports = Ports.of(
                        engine.store(watched),
                        scene.flows(),
                        outside.actions(),
                        outside.models(),
                        new Environs(),
                        scene.time().clock(process, wrong))
                .withThreads(process.threads())
                .withReducer(scene.journal().watch(engine.reducer(Reducer.CORE)));
        Bounds bounds = new Bounds(
                1 + scene.random().nextInt(6),
                1 + scene.random().nextInt(3),
                1000,
                1 + scene.random().nextInt(4),
                3,
                Duration.ZERO,
                4 + scene.random().nextInt(40));
        Worker worker = new Worker(process, opening, ports, bounds, scene.journal());
        workers.add(worker);
        return worker;
    }

    private StoreFaults.@Nullable Fault fault(SeededScheduler.SimProcess process) {
        if (++storeCalls == scene.plan().failingCall()) {
            scene.tally().count("store fault " + scene.plan().how().name().toLowerCase(Locale.ROOT));
            faulted.add(process.toString());
            return scene.plan().how();
        }
        StoreFaults.Fault armed = faults.remove(process.toString());
        if (armed != null) {
            faulted.add(process.toString());
            scene.tally().count("store fault " + armed.name().toLowerCase(Locale.ROOT));
        }
        return armed;
    }

    private static final class Environs implements Environment {
        @Override
        public Map<String, String> env() {
            return Map.of();
        }

        @Override
        public @Nullable String secret(String name) {
            return Simulation.SECRET;
        }
    }

    /** A process that takes requests; one that is broken is mostly seen and restarted. */
    Worker somebody() {
        if (!scene.mischief().happens(50)) {
            replace();
        }
        List<Worker> alive =
                workers.stream().filter(one -> !one.process().isDead()).toList();
        return alive.isEmpty() ? start() : alive.get(scene.random().nextInt(alive.size()));
    }

    /** Somebody looks after the processes: what is broken goes, and there are as many as there should be. */
    private void replace() {
        for (Worker one : List.copyOf(workers)) {
            if (one.process().isDead() || one.hasFailed()) {
                one.kill();
                workers.remove(one);
            }
        }
        while (workers.size() < engines) {
            start();
        }
    }

    /** Time passes in one leap, and whoever is alive says so in its place. */
    void leap(Duration atMost) {
        scene.time().leap(atMost);
        workers.forEach(Worker::renew);
    }

    /** One is killed and replaced later, or stopped for a while. */
    void accident() {
        Worker worker = somebody();
        if (scene.random().nextInt(isShared() ? 2 : 3) > 0) {
            scene.tally().count("process killed");
            worker.kill();
            scene.time().after(Duration.ofMillis(scene.random().nextInt(60_000)), this::replace);
        } else {
            scene.tally().count("process stopped for a while");
            worker.process().stop();
            scene.time().after(Duration.ofSeconds(1 + scene.random().nextInt(200)), worker.process()::goOn);
        }
    }

    /** The next call that somebody makes of the store fails. */
    void storeFault() {
        StoreFaults.Fault[] all = StoreFaults.Fault.values();
        faults.put(somebody().process().toString(), all[scene.random().nextInt(all.length)]);
    }

    /** Nothing goes wrong any more: no fault is left to come, and whoever was stopped goes on. */
    void calm() {
        faults.clear();
        workers.forEach(one -> one.process().goOn());
    }

    /** A process whose store failed it is restarted by its operator, whether it hangs, has stopped or goes on. */
    void restartTheFaulted() {
        boolean broken = false;
        for (Worker one : workers) {
            if (faulted.remove(one.process().toString())) {
                one.kill();
            }
            broken |= one.process().isDead() || one.hasFailed();
        }
        if (broken || workers.size() < engines) {
            replace();
        }
    }
}
