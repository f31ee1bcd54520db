package dev.signalbox.testkit.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sits with a hostile model again and again, until it has said enough. */
final class Sittings {
    private static final int MOST_SHOWN = 10;

    private Sittings() {}

    /** What came of them. */
    record Report(long from, long sittings, double seconds, long slowest, Tally tally, List<String> failures) {
        String summary() {
            StringBuilder text = new StringBuilder(String.format(
                    Locale.ROOT,
                    "%d hostile replies in %d sittings from seed %d, %.1f s, the slowest decision %.2f s, %d failed%n",
                    tally.of("replies"),
                    sittings,
                    from,
                    seconds,
                    slowest / 1e9,
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

    /** @param replies at least so many */
    static Report run(long from, long replies, EngineParts engine) {
        long began = System.nanoTime();
        Tally tally = new Tally();
        List<String> failures = new ArrayList<>();
        long slowest = 0;
        long seed = from;
        for (; tally.of("replies") < replies; seed++) {
            HostileWorld.Outcome outcome = HostileWorld.run(seed, engine);
            tally.add(outcome.tally());
            slowest = Math.max(slowest, outcome.slowest());
            for (Violation violation : outcome.violations()) {
                if (failures.size() < MOST_SHOWN) {
                    failures.add("-Dhostile.seed=" + seed + "  guarantee " + violation.guarantee() + ": "
                            + HostileWorld.shortened(violation.what()));
                }
            }
        }
        return new Report(from, seed - from, (System.nanoTime() - began) / 1e9, slowest, tally, failures);
    }

    /** One of them, told. */
    static Report one(long seed) {
        HostileWorld.Outcome outcome = HostileWorld.run(seed, EngineParts.SOUND);
        System.out.println(outcome.told().get());
        return run(seed, 1, EngineParts.SOUND);
    }
}
