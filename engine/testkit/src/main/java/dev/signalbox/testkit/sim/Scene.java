package dev.signalbox.testkit.sim;

import java.util.Random;

/**
 * What the parts of one history share, made from its seed.
 *
 * @param moves chooses when a run is moved to another file, apart from all else that is chosen
 * @param talks chooses when people talk of a hold or give it to somebody, likewise
 */
record Scene(
        Simulation.Plan plan,
        FlowPool flows,
        Random random,
        Random moves,
        Random talks,
        SeededScheduler scheduler,
        SimTime time,
        Journal journal,
        Ledger ledger,
        Tally tally,
        Mischief mischief) {
    static Scene of(long seed, Simulation.Plan plan, FlowPool flows) {
        Random random = new Random(seed);
        SeededScheduler scheduler = new SeededScheduler(new Random(random.nextLong()));
        return new Scene(
                plan,
                flows,
                random,
                new Random(seed ^ 0x4d4f_5645L),
                new Random(seed ^ 0x5441_4c4bL),
                scheduler,
                new SimTime(),
                new Journal(scheduler),
                new Ledger(),
                new Tally(),
                new Mischief(random, plan.mischief()));
    }
}
