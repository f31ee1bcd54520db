package dev.signalbox.core.decide;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.check.CheckedFlow;
import org.jspecify.annotations.Nullable;

/** The pure function from a run and a command to what happens. */
public final class Decider {
    private Decider() {}

    /**
     * Never does I/O and never changes its arguments; the same arguments give the same decision.
     *
     * @param run null for {@link Command.StartRun} alone
     */
    public static Decision decide(CheckedFlow flow, @Nullable Run run, Command command, Live live) {
        throw new UnsupportedOperationException();
    }
}
