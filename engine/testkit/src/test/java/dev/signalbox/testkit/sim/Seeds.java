package dev.signalbox.testkit.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Lives many histories through, as many at once as there are processors. */
final class Seeds {
    /** So many different workspaces; making and compiling one costs as much as a history. */
    private static final long POOLS = 60;

    private static final int MOST_SHOWN = 10;
    private static final Map<Long, FlowPool> KNOWN = new ConcurrentHashMap<>();

    private Seeds() {}

    /** What came of them. */
    record Report(long seeds, double seconds, Tally tally, List<String> failures, Simulation.Outcome last) {
        String summary() {
            StringBuilder text = new StringBuilder(String.format(
                    Locale.ROOT,
                    "%d histories in %.1f s, %.0f a second, %d failed%n",
                    seeds,
                    seconds,
                    seeds / seconds,
                    failures.size()));
            tally.counts()
                    .forEach((what, times) -> text.append("  ")
                            .append(what)
                            .append(' ')
                            .append(times)
                            .append('\n'));
            failures.forEach(failure -> text.append(failure).append('\n'));
            return text.toString();
        }
    }

    static Simulation.Outcome one(long seed, Simulation.Plan plan, EngineParts engine) {
        return Simulation.run(seed, plan, flows(seed), engine);
    }

    static FlowPool flows(long seed) {
        return KNOWN.computeIfAbsent(seed % POOLS, FlowPool::random);
    }

    static Report run(long from, long count, Simulation.Plan plan, EngineParts engine) {
        long began = System.nanoTime();
        AtomicLong next = new AtomicLong(from);
        Tally tally = new Tally();
        List<String> failures = new ArrayList<>();
        List<Simulation.Outcome> lasts = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Math.min(Runtime.getRuntime().availableProcessors(), 8); i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (long seed = next.getAndIncrement(); seed < from + count; seed = next.getAndIncrement()) {
                    Simulation.Outcome outcome;
                    List<String> found = new ArrayList<>();
                    try {
                        outcome = one(seed, plan, engine);
                    } catch (RuntimeException | Error e) {
                        synchronized (tally) {
                            failures.add("-Dsim.seed=" + seed + "  " + e);
                        }
                        continue;
                    }
                    for (Violation violation : outcome.violations()) {
                        String what = violation.what();
                        found.add("-Dsim.seed=" + seed + "  guarantee " + violation.guarantee() + ": "
                                + (what.length() > 300 ? what.substring(0, 300) + "…" : what));
                    }
                    synchronized (tally) {
                        tally.add(outcome.tally());
                        if (failures.size() < MOST_SHOWN) {
                            failures.addAll(found);
                        }
                        lasts.add(outcome);
                        if (lasts.size() > 1) {
                            lasts.remove(0);
                        }
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return new Report(count, (System.nanoTime() - began) / 1e9, tally, failures, lasts.get(0));
    }
}
