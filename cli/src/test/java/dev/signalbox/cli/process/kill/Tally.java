package dev.signalbox.cli.process.kill;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** How often each phase was aimed at and how often it was hit, over all lives. Safe to share between threads. */
final class Tally {
    /** So often a phase that was not hit yet goes before the others. */
    private static final int INSISTENCE = 8;

    private final Map<Phase, Integer> aimed = new EnumMap<>(Phase.class);
    private final Map<Phase, Integer> hit = new EnumMap<>(Phase.class);
    private int kills;

    /** What to aim at next; tables are made only once in a life, which aims at that by itself. */
    synchronized Phase next() {
        Phase next = Stream.of(Phase.values())
                .filter(phase -> phase != Phase.MIGRATION)
                .min(Comparator.<Phase>comparingInt(phase -> missing(phase) ? 0 : 1)
                        .thenComparingInt(phase -> aimed.getOrDefault(phase, 0)))
                .orElseThrow();
        aimed(next);
        return next;
    }

    private boolean missing(Phase phase) {
        return hit.getOrDefault(phase, 0) == 0 && aimed.getOrDefault(phase, 0) < INSISTENCE;
    }

    synchronized void aimed(Phase phase) {
        aimed.merge(phase, 1, Integer::sum);
    }

    synchronized Set<Phase> killed(Scene scene) {
        kills++;
        Set<Phase> phases = EnumSet.noneOf(Phase.class);
        for (Phase phase : Phase.values()) {
            if (phase.hit(scene)) {
                phases.add(phase);
                hit.merge(phase, 1, Integer::sum);
            }
        }
        return phases;
    }

    synchronized List<Phase> neverHit() {
        return Stream.of(Phase.values())
                .filter(phase -> !hit.containsKey(phase))
                .toList();
    }

    synchronized String table() {
        StringBuilder table = new StringBuilder(String.format("kill loop: %d kills%n", kills));
        for (Phase phase : Phase.values()) {
            table.append(String.format(
                    "  %-26s aimed %4d  hit %4d  %s%n",
                    phase, aimed.getOrDefault(phase, 0), hit.getOrDefault(phase, 0), phase.words));
        }
        return table.toString();
    }
}
