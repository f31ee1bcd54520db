package dev.signalbox.bench.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One figure that DESIGN asks for, and what was measured.
 *
 * @param unit {@code ×} for a ratio to something measured in the same run
 * @param atLeast true where more is better
 */
record Target(String work, String what, double measured, double needed, boolean atLeast, String unit) {
    static final String SIXTEEN = "16 side by side";
    static final String ONE = "one at a time";

    boolean met() {
        return atLeast ? measured >= needed : measured <= needed;
    }

    /** How far it is from what is needed: 1 is just there, more is better. */
    double reached() {
        return atLeast ? measured / needed : needed / measured;
    }

    static List<Target> all(Numbers numbers) {
        List<Target> all = new ArrayList<>();
        Entry memory = numbers.find("w1", "signalbox", "");
        ratio(all, "W1", "× the better peer", memory, betterPeer(numbers), 15);
        ratio(all, "W1", "of the floor", memory, rate(numbers, "w1", "floor", ""), 0.25);
        Entry many = numbers.find("w2", "signalbox-sqlite", SIXTEEN);
        Entry one = numbers.find("w2", "signalbox-sqlite", ONE);
        Entry server = numbers.find("w2", "signalbox-postgresql", SIXTEEN);
        double dbos = rate(numbers, "w2", "dbos", SIXTEEN);
        ratio(
                all,
                "W2, SQLite, 16 side by side",
                "of the floor",
                many,
                rate(numbers, "w2", "floor-sqlite", SIXTEEN),
                0.6);
        ratio(all, "W2, SQLite, one at a time", "of the floor", one, rate(numbers, "w2", "floor-sqlite", ONE), 0.8);
        ratio(all, "W2, SQLite, 16 side by side", "× DBOS", many, dbos, 4);
        ratio(all, "W2, PostgreSQL, 16 side by side", "× DBOS", server, dbos, 2);
        paused(all, numbers.find("w4", "signalbox", "paused"));
        cold(all, numbers, "1 file", 400);
        cold(all, numbers, "200 files", 1000);
        return all;
    }

    private static void cold(List<Target> all, Numbers numbers, String size, double most) {
        Entry ours = numbers.find("w5", "signalbox", size);
        Entry lint = numbers.find("w5", "redocly", size);
        if (ours == null) {
            return;
        }
        String work = "W5, " + size;
        all.add(new Target(work, "a cold `validate`", ours.figure("wall_ms"), most, false, "ms"));
        if (lint != null) {
            // What DESIGN asks for, beside what it measured of this peer on its machine.
            double asked = size.equals("1 file") ? 400.0 / 303 : 1000.0 / 1059;
            double measured = ours.figure("wall_ms") / lint.figure("wall_ms");
            all.add(new Target(work, "of `redocly lint`", measured, asked, false, "×"));
        }
    }

    private static void paused(List<Target> all, @Nullable Entry paused) {
        if (paused == null) {
            return;
        }
        String work = "W4, " + Words.count(paused.figure("count")) + " paused";
        all.add(new Target(work, "made a second", paused.figure("per_second"), 5000, true, "/s"));
        all.add(new Target(work, "on disk for each", paused.figure("bytes_each"), 2048, false, "B"));
        all.add(new Target(work, "newest 50, median", paused.figure("newest_p50_ms"), 2, false, "ms"));
        all.add(new Target(work, "heap grown meanwhile", paused.figure("heap_growth_mb"), 20, false, "MB"));
    }

    /** What an entry of ours has to reach in runs a second by these numbers; 0 for nothing. */
    static double rateNeeded(Numbers numbers, Entry entry) {
        double needed = switch (entry.workload() + "/" + entry.subject() + "/" + entry.variant()) {
            case "w1/signalbox/" -> most(betterPeer(numbers) * 15, rate(numbers, "w1", "floor", "") / 4);
            case "w2/signalbox-sqlite/" + SIXTEEN ->
                most(rate(numbers, "w2", "dbos", SIXTEEN) * 4, rate(numbers, "w2", "floor-sqlite", SIXTEEN) * 0.6);
            case "w2/signalbox-sqlite/" + ONE -> rate(numbers, "w2", "floor-sqlite", ONE) * 0.8;
            case "w2/signalbox-postgresql/" + SIXTEEN -> rate(numbers, "w2", "dbos", SIXTEEN) * 2;
            default -> 0;
        };
        return Double.isNaN(needed) ? 0 : needed;
    }

    private static double betterPeer(Numbers numbers) {
        return most(rate(numbers, "w1", "langgraph4j", ""), rate(numbers, "w1", "serverless-workflow", ""));
    }

    /** The larger; what was not measured does not count. */
    private static double most(double a, double b) {
        return Double.isNaN(a) || b > a ? b : a;
    }

    private static void ratio(
            List<Target> all, String work, String what, @Nullable Entry ours, double theirs, double needed) {
        if (ours != null && !Double.isNaN(theirs)) {
            all.add(new Target(work, what, ours.rate() / theirs, needed, true, "×"));
        }
    }

    private static double rate(Numbers numbers, String workload, String subject, String variant) {
        Entry entry = numbers.find(workload, subject, variant);
        return entry == null ? Double.NaN : entry.rate();
    }
}
