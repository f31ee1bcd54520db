package dev.signalbox.cli.command;

import dev.signalbox.cli.command.Finding.Level;
import dev.signalbox.cli.place.OpenWorkspace;
import dev.signalbox.runtime.api.DayUse;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.port.StoreException;
import dev.signalbox.store.postgres.Leases;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code doctor} says of a database that several engines share: who they are, and who has the effects. */
final class SharedStore {
    /** What clocks that are set by the network differ by at most, and some more. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(5);

    private SharedStore() {}

    /** @param workspace whose limits of a day are held against what that day has used; null for none */
    static List<Finding> of(String url, @Nullable OpenWorkspace workspace, LocalDate day) {
        try {
            Leases leases = Leases.read(url, day);
            List<Finding> findings = new ArrayList<>(of(leases));
            if (workspace != null) {
                findings.addAll(DayBudgets.of(day, DayUse.of(leases.used(), workspace.loaded())));
            }
            return findings;
        } catch (StoreException refused) {
            return List.of(new Finding("database", Level.BAD, String.valueOf(refused.getMessage())));
        }
    }

    private static List<Finding> of(Leases leases) {
        List<Finding> findings = new ArrayList<>();
        if (leases.clock().abs().compareTo(CLOCKS_DIFFER) > 0) {
            findings.add(new Finding(
                    "clock",
                    Level.NOTE,
                    "the database's clock is " + leases.clock().abs().toSeconds() + " s "
                            + (leases.clock().isNegative() ? "behind" : "before")
                            + " this machine's; set both by one server, for timers go off by them"));
        }
        if (!leases.tables()) {
            findings.add(new Finding(
                    "database",
                    Level.OK,
                    leases.database() + " opens, has no tables yet; the first engine makes them"));
            return findings;
        }
        findings.add(new Finding("database", Level.OK, leases.database() + " opens"));
        TablesVersion.of("database", leases.version(), Leases.KNOWN).ifPresent(findings::add);
        leases.engines().forEach(engine -> findings.add(of(engine)));
        if (!leases.anyAlive()) {
            findings.add(new Finding("engine", Level.NOTE, "none is alive; timers and calls wait for one"));
        }
        findings.add(effects(leases));
        return findings;
    }

    private static Finding of(Leases.Engine engine) {
        String who = engine.id() + ", " + engine.name() + ": ";
        Duration remaining = engine.remaining();
        if (remaining == null) {
            return new Finding("engine", Level.NOTE, who + "stopped, left " + effects(engine.effects()));
        }
        // A lease is given anew from the moment of each sign of life.
        String seen = "alive " + Math.max(0, RunStore.LEASE.minus(remaining).toSeconds()) + " s ago, ";
        return engine.alive()
                ? new Finding(
                        "engine",
                        Level.OK,
                        who + seen + "lease for " + remaining.toSeconds() + " s more, has " + effects(engine.effects()))
                : new Finding(
                        "engine",
                        Level.NOTE,
                        who + seen + "lease over for " + remaining.negated().toSeconds() + " s, left "
                                + effects(engine.effects()));
    }

    private static Finding effects(Leases leases) {
        long left = leases.waiting() - leases.free();
        String words = effects(leases.free()) + " free, " + effects(left) + " of engines that are gone";
        if (leases.waiting() == 0) {
            return new Finding("effects", Level.OK, "none waits for an engine");
        }
        return leases.anyAlive()
                ? new Finding(
                        "effects",
                        left == 0 ? Level.OK : Level.NOTE,
                        words + "; engines that are alive take them when they have room")
                : new Finding(
                        "effects",
                        Level.BAD,
                        words
                                + ", and nobody is alive to take them; start 'signalbox serve' or 'signalbox worker' with this --db");
    }

    private static String effects(long number) {
        return number + (number == 1 ? " effect" : " effects");
    }
}
