package dev.signalbox.dsl.mutate;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A workspace with faults in one of its files. A seed makes the same one again.
 *
 * @param slips what was done to the file, in this order
 */
record Mutation(long seed, Workspaces workspace, String file, List<Slip> slips) {
    private static final Slip[] SLIPS = Slip.values();

    /** Most have one fault, as most files that are checked have; some have up to four. */
    static Mutation of(long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        Workspaces whole = Workspaces.ALL.get(random.nextInt(5) == 0 ? 1 : 0);
        List<String> files = whole.edited();
        String file = files.get(random.nextInt(files.size()));
        String text = whole.files().getOrDefault(file, "");
        List<Slip> slips = new ArrayList<>();
        int count = random.nextInt(10) < 7 ? 1 : 2 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            Slip slip = SLIPS[random.nextInt(SLIPS.length)];
            slips.add(slip);
            text = slip.in(text, random);
        }
        return new Mutation(seed, whole.with(file, text), file, List.copyOf(slips));
    }

    String text() {
        return workspace.files().getOrDefault(file, "");
    }

    @Override
    public String toString() {
        return file + " " + slips + " (-Dmutations.seed=" + seed + ")";
    }
}
