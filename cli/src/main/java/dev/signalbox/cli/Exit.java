package dev.signalbox.cli;

import dev.signalbox.runtime.api.Views;

/** The exit codes, the same for every command and every output format. */
public final class Exit {
    public static final int FINE = 0;
    /** Findings, failed tests, or a run that did not succeed. */
    public static final int FINDINGS = 1;
    /** Wrong usage, configuration or file. */
    public static final int USAGE = 2;
    /** A defect of this program. */
    public static final int INTERNAL = 3;
    /** The run waits. */
    public static final int PAUSED = 10;

    private Exit() {}

    /** What a command says that followed a run until it stopped. */
    public static int of(Views.RunView run) {
        return switch (run.status()) {
            case "succeeded" -> FINE;
            case "paused", "running" -> PAUSED;
            default -> FINDINGS;
        };
    }
}
