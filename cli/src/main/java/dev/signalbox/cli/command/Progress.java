package dev.signalbox.cli.command;

import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.print.Printer;
import dev.signalbox.runtime.eval.Evaluation;

/** How far an evaluation is, in one line that is written over; only where the launcher saw a terminal. Safe to share between threads. */
final class Progress implements Evaluation.Progress {
    private static final String WANTED = "SIGNALBOX_PROGRESS";

    private final Terminal terminal;
    private final boolean shown;

    Progress(Terminal terminal) {
        this.terminal = terminal;
        shown = "on".equals(terminal.environment().get(WANTED));
    }

    @Override
    public synchronized void answered(int done, int of, double usd) {
        tell(done + " of " + of + " asked, " + Printer.usd(usd) + " USD");
    }

    /** The result begins where the line stood. */
    synchronized void over() {
        tell("");
    }

    private void tell(String text) {
        if (shown) {
            terminal.writeOver(text);
        }
    }
}
