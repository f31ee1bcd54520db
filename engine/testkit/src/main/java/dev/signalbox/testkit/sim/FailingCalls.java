package dev.signalbox.testkit.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * Goes through calm histories again and again; each time another call of the store fails, the process is restarted on what
 * that left on the disk, and {@link Invariants} look at the end.
 */
public final class FailingCalls {
    private final LongFunction<FlowPool> flows;
    private final Supplier<SimDisk> disks;
    private final Tally tally = new Tally();
    private final List<String> failures = new ArrayList<>();
    private long calls;
    private long histories;

    /** Whether a call, numbered from 1, is to fail in this way. */
    public interface Which {
        boolean fails(long call, StoreFaults.Fault how);
    }

    /**
     * @param flows by seed
     * @param disks gives one that nobody has used
     */
    public FailingCalls(LongFunction<FlowPool> flows, Supplier<SimDisk> disks) {
        this.flows = flows;
        this.disks = disks;
    }

    /** Refuses a history that breaks a promise without a fault, or never asks its store. */
    public void in(long seed, Which which) {
        FlowPool of = flows.apply(seed);
        Simulation.Outcome sound = live(seed, of, 0, StoreFaults.Fault.BEFORE);
        if (!sound.violations().isEmpty() || sound.storeCalls() == 0) {
            throw new AssertionError("seed " + seed + " without a fault: " + sound.violations());
        }
        tally.add(sound.tally());
        calls += sound.storeCalls();
        for (StoreFaults.Fault how : StoreFaults.Fault.values()) {
            for (long call = 1; call <= sound.storeCalls(); call++) {
                if (which.fails(call, how)) {
                    histories++;
                    for (Violation violation : live(seed, of, call, how).violations()) {
                        failures.add("seed " + seed + ", call " + call + " " + how + ": " + violation);
                    }
                }
            }
        }
    }

    private Simulation.Outcome live(long seed, FlowPool of, long call, StoreFaults.Fault how) {
        try (SimDisk disk = disks.get()) {
            return Simulation.run(seed, Simulation.Plan.calm(call, how), of, EngineParts.SOUND, disk);
        }
    }

    /** Those of these types of event that occurred in none of the histories. */
    public List<String> unseen(List<String> types) {
        return types.stream().filter(type -> tally.of("event " + type) == 0).toList();
    }

    /** The first few promises that were broken. */
    public List<String> failures() {
        return failures.subList(0, Math.min(5, failures.size()));
    }

    @Override
    public String toString() {
        return calls + " storage calls, " + histories + " histories in which one of them fails";
    }
}
