package dev.signalbox.testkit.sim;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.model.Limits;
import dev.signalbox.runtime.dispatch.Bounds;
import dev.signalbox.runtime.dispatch.FlowSource;
import dev.signalbox.runtime.dispatch.Ports;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.Environment;
import dev.signalbox.runtime.port.RunStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One history of a simulated world, a function of its seed: the real dispatcher in processes that die, stop and come back,
 * over a store that fails, beside people and systems that do what they like. When the world has had enough it is left to
 * come to rest, and {@link Invariants} look at what is left.
 */
public final class Simulation {
    static final String SECRET = "planted-0f9a41c7-of-the-bank";
    private static final int MOST_STEPS = 300_000;
    /** Long enough for leases to run out, and for others to look what is left. */
    private static final Duration QUIET = RunStore.LEASE.multipliedBy(2);

    /** Long enough for each engine to have looked for work once. */
    private static final Duration LOOKED_AROUND = RunStore.LEASE.dividedBy(3);

    private static final Duration BUSY = Duration.ofMinutes(3);
    private static final Duration PATIENT = Duration.ofDays(10_000);

    private final long seed;
    private final Plan plan;
    private final Random random;
    private final SeededScheduler scheduler;
    private final SimTime time = new SimTime();
    private final SimDisk disk;
    private final Journal journal;
    private final Ledger ledger = new Ledger();
    private final Tally tally = new Tally();
    private final Mischief mischief;
    private final FlowPool flows;
    private final EngineParts engine;
    private final OutsideWorld outside;
    private final Crowd crowd;
    private final List<Worker> workers = new ArrayList<>();
    private final List<String> faulted = new ArrayList<>();
    private final int engines;
    private final Map<String, StoreFaults.Fault> faults = new HashMap<>();
    private int processes;
    private int runs;
    private long storeCalls;

    /**
     * What kind of history it is to be.
     *
     * @param acts how many things people, systems and accidents do
     * @param mischief whether accidents happen at all
     * @param failingCall the number of the one store call that fails, from 1; 0 for none
     * @param how it fails
     */
    public record Plan(int acts, boolean mischief, long failingCall, StoreFaults.Fault how) {
        /** A bad day. */
        public static final Plan ROUGH = new Plan(26, true, 0, StoreFaults.Fault.BEFORE);

        /** Everybody does their part; one call of the store fails. */
        public static Plan calm(long failingCall, StoreFaults.Fault how) {
            return new Plan(14, false, failingCall, how);
        }
    }

    /**
     * What came of it.
     *
     * @param digest two histories with the same are the same
     * @param told the whole history, for a person who looks for what went wrong
     */
    public record Outcome(
            long seed,
            List<Violation> violations,
            Tally tally,
            long storeCalls,
            long steps,
            String digest,
            Supplier<String> told) {}

    private Simulation(long seed, Plan plan, FlowPool flows, EngineParts engine, SimDisk disk) {
        this.disk = disk;
        this.seed = seed;
        this.plan = plan;
        this.flows = flows;
        this.engine = engine;
        random = new Random(seed);
        scheduler = new SeededScheduler(new Random(random.nextLong()));
        journal = new Journal(scheduler);
        mischief = new Mischief(random, plan.mischief());
        outside = new OutsideWorld(random, time, journal, ledger, tally, mischief);
        crowd = new Crowd(random, mischief);
        engines = plan.mischief() && random.nextInt(5) > 1 ? 2 + random.nextInt(2) : 1;
    }

    /** Lives it through. The same seed, plan, flows and engine give the same history. */
    public static Outcome run(long seed, Plan plan, FlowPool flows, EngineParts engine) {
        try (SimDisk disk = SimDisk.inMemory()) {
            return run(seed, plan, flows, engine, disk);
        }
    }

    /** Lives it through on a disk that nobody has used. On one that cannot be shared no accident may be planned. */
    public static Outcome run(long seed, Plan plan, FlowPool flows, EngineParts engine, SimDisk disk) {
        return new Simulation(seed, plan, flows, engine, disk).live();
    }

    private Outcome live() {
        begin();
        for (int act = 0; act < plan.acts(); act++) {
            act();
            int steps = random.nextInt(shared() ? 60 : 30);
            for (int i = 0; i < steps; i++) {
                move(i + 1 == steps && random.nextInt(4) == 0 ? PATIENT : BUSY);
            }
        }
        mischief.end();
        boolean rested = comeToRest();
        List<Violation> found = new ArrayList<>();
        if (!rested) {
            found.add(new Violation(2, "the world does not come to rest in " + MOST_STEPS + " steps"));
        }
        try (RunStore left = disk.open(null).store()) {
            found.addAll(new Invariants(journal, ledger, flows, left).check());
        }
        Census.count(journal, tally);
        tally.count(shared() ? "turns of several engines" : "turns of one engine", scheduler.steps());
        return new Outcome(
                seed, found, tally, storeCalls, scheduler.steps(), Census.digest(journal), () -> Census.tell(journal));
    }

    /** Several engines share the store; one alone takes it over from whoever had it. */
    private boolean shared() {
        return engines > 1;
    }

    private void begin() {
        tally.count(shared() ? "histories of several engines" : "histories of one engine");
        for (int i = 0; i < engines; i++) {
            worker();
        }
    }

    /** A new process. */
    private Worker worker() {
        SeededScheduler.SimProcess process = scheduler.process("w" + ++processes);
        Duration wrong = mischief.isOn() ? Duration.ofMillis(random.nextInt(20_000) - 10_000) : Duration.ZERO;
        SimDisk.Opening opening = disk.open(shared() ? time.asClock() : null);
        RunStore watched = StoreFaults.before(
                opening.store(),
                (method, arguments) -> fault(process),
                commit -> journal.kept(process.toString(), commit),
                pending -> journal.claimed(process.toString(), pending));
        flows.bundles().forEach(watched::keepBundle);
        Ports ports = Ports.of(
                        engine.store(watched),
                        flows,
                        outside.actions(),
                        outside.models(),
                        new Environs(),
                        time.clock(process, wrong))
                .withThreads(process.threads())
                .withReducer(journal.watch(engine.reducer(dev.signalbox.runtime.dispatch.Reducer.CORE)));
        Bounds bounds = new Bounds(
                1 + random.nextInt(6),
                1 + random.nextInt(3),
                1000,
                1 + random.nextInt(4),
                3,
                Duration.ZERO,
                4 + random.nextInt(40));
        Worker worker = new Worker(process, opening, ports, bounds, journal);
        workers.add(worker);
        return worker;
    }

    private StoreFaults.@Nullable Fault fault(SeededScheduler.SimProcess process) {
        if (++storeCalls == plan.failingCall()) {
            tally.count("store fault " + plan.how().name().toLowerCase(java.util.Locale.ROOT));
            faulted.add(process.toString());
            return plan.how();
        }
        StoreFaults.Fault armed = faults.remove(process.toString());
        if (armed != null) {
            faulted.add(process.toString());
            tally.count("store fault " + armed.name().toLowerCase(java.util.Locale.ROOT));
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
            return SECRET;
        }
    }

    /** Lets one thread go on or, when none can, time pass to what comes next, if that is near enough. */
    private boolean move(Duration atMost) {
        return scheduler.step() || time.pass(atMost);
    }

    /** A process that takes requests; one that is broken is mostly seen and restarted. */
    private Worker somebody() {
        if (!mischief.happens(50)) {
            replace();
        }
        List<Worker> alive =
                workers.stream().filter(one -> !one.process().isDead()).toList();
        return alive.isEmpty() ? worker() : alive.get(random.nextInt(alive.size()));
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
            worker();
        }
    }

    private void leap(Duration atMost) {
        time.leap(atMost);
        workers.forEach(Worker::renew);
    }

    private void act() {
        int what = random.nextInt(plan.mischief() ? 100 : 60);
        if (what < 16 || journal.stories().isEmpty()) {
            start();
        } else if (what < 46) {
            decide();
        } else if (what < 54) {
            event();
        } else if (what < 60) {
            leap(Duration.ofMinutes(random.nextInt(40)));
        } else if (what < 64) {
            decideAgain();
        } else if (what < 67) {
            cancelOrRetry();
        } else if (what < 74) {
            resultComesAgain();
        } else if (what < 85) {
            accident();
        } else if (what < 90) {
            storeFault();
        } else {
            leap(Duration.ofHours(random.nextInt(30)));
        }
    }

    private void start() {
        String key = "k" + random.nextInt(plan.mischief() ? 4 : 100_000);
        FlowSource.Pinned flow = flows.current(flows.first());
        Map<String, Object> input =
                mischief.happens(4) ? Map.of("id", 5L) : Map.of("id", key, "n", (long) random.nextInt(10));
        Command.StartRun start = new Command.StartRun(
                new RunId("r" + ++runs), flow.bundle(), input, null, crowd.somebody(), null, Limits.NONE);
        Commit.StartKey startKey = random.nextInt(4) == 0
                ? new Commit.StartKey("sk" + random.nextInt(3), time.now().plus(Duration.ofDays(1)))
                : null;
        somebody().start(start, flow, startKey);
        if (mischief.happens(10)) {
            tally.count("start sent twice");
            somebody().start(start, flow, startKey);
        }
    }

    private @Nullable Run someRun(java.util.function.Predicate<Run> which) {
        List<Run> all = new ArrayList<>();
        for (Journal.Story story : journal.stories().values()) {
            Run run = story.now();
            if (run != null && which.test(run)) {
                all.add(run);
            }
        }
        return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
    }

    private void decide() {
        Run run = someRun(one -> one.open() && !one.holds().isEmpty());
        Command decision = run == null ? null : crowd.decide(run);
        if (run == null || decision == null) {
            return;
        }
        somebody().send(run.id(), decision);
        if (mischief.happens(30)) {
            Command second = crowd.decide(run);
            if (second != null) {
                tally.count("two decide at once");
                somebody().send(run.id(), second);
            }
        }
    }

    private void decideAgain() {
        Command again = crowd.decideAgain();
        if (again != null) {
            HoldOf hold = HoldOf.of(again);
            tally.count("decided again");
            somebody().send(hold.run(), again);
        }
    }

    private void event() {
        Run run = someRun(Run::open);
        if (run != null && run.key() != null) {
            Command.DeliverEvent event = crowd.event(run.key());
            somebody().deliver(event);
            if (mischief.happens(30)) {
                tally.count("event told twice");
                somebody().deliver(event);
            }
        }
    }

    private void cancelOrRetry() {
        Run stuck = someRun(run -> run.status() == dev.signalbox.core.run.RunStatus.STUCK);
        if (stuck != null) {
            tally.count("retried");
            somebody().send(stuck.id(), new Command.RetryRun(Crowd.OPERATOR));
            return;
        }
        Run run = someRun(Run::open);
        if (run != null && random.nextBoolean()) {
            tally.count("cancelled");
            somebody().send(run.id(), new Command.CancelRun(Crowd.OPERATOR, "changed our mind"));
        }
    }

    /** A result that came before comes again, or after another was taken for it. */
    private void resultComesAgain() {
        List<Ledger.Arrival> known =
                ledger.arrivals().stream().filter(one -> one.answer != null).toList();
        if (known.isEmpty()) {
            return;
        }
        Ledger.Arrival old = known.get(known.size() - 1 - random.nextInt(Math.min(known.size(), 6)));
        if (old.answer != null) {
            tally.count("result came again");
            somebody()
                    .send(
                            old.call.step().run(),
                            new Command.CompleteAction(old.call.step(), old.call.attempt(), old.answer));
        }
    }

    private void accident() {
        Worker worker = somebody();
        if (random.nextInt(shared() ? 2 : 3) > 0) {
            tally.count("process killed");
            worker.kill();
            time.after(Duration.ofMillis(random.nextInt(60_000)), this::replace);
        } else {
            tally.count("process stopped for a while");
            worker.process().stop();
            time.after(Duration.ofSeconds(1 + random.nextInt(200)), worker.process()::goOn);
        }
    }

    private void storeFault() {
        StoreFaults.Fault[] all = StoreFaults.Fault.values();
        faults.put(somebody().process().toString(), all[random.nextInt(all.length)]);
    }

    /** Nothing goes wrong any more, broken processes are restarted; true when nothing is left to happen. */
    private boolean comeToRest() {
        faults.clear();
        workers.forEach(one -> one.process().goOn());
        restartTheFaulted();
        Instant settled = time.now().plus(QUIET).plus(QUIET);
        Instant quietSince = time.now();
        int commits = 0;
        for (int steps = 0; steps < MOST_STEPS; steps++) {
            restartTheFaulted();
            if (scheduler.step()) {
                continue;
            }
            if (!time.onlyBeatsNext() || journal.commits() != commits) {
                commits = journal.commits();
                quietSince = time.now();
            } else if (time.now().isAfter(quietSince.plus(QUIET)) && !time.anythingButBeats()) {
                return true;
            } else if (time.now().isAfter(quietSince.plus(time.now().isBefore(settled) ? QUIET : LOOKED_AROUND))) {
                leap(PATIENT);
            }
            if (!time.pass(PATIENT)) {
                return true;
            }
        }
        return false;
    }

    /** A process whose store failed it is restarted by its operator, whether it hangs, has stopped or goes on. */
    private void restartTheFaulted() {
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
