package dev.signalbox.bench.ours;

import dev.signalbox.bench.Options;

/** Runs one workload on Signalbox and on the floors. */
public final class SignalboxBench {
    private SignalboxBench() {}

    public static void main(String[] args) throws Exception {
        Options options = Options.of(args);
        switch (options.workload()) {
            case "w1" -> InMemory.ours(options);
            case "w1-floor" -> InMemory.floor(options);
            default -> throw new IllegalArgumentException("no workload " + options.workload());
        }
    }
}
