package dev.signalbox.cli.flows.real;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the engine logs as an error while it is watched. */
final class Complaints extends Handler implements AutoCloseable {
    /** Held here: the logging framework forgets a logger that nobody holds, and its handlers with it. */
    private static final Logger ENGINE = Logger.getLogger("dev.signalbox");

    private final Queue<String> errors = new ConcurrentLinkedQueue<>();

    static Complaints watch() {
        Complaints complaints = new Complaints();
        ENGINE.addHandler(complaints);
        return complaints;
    }

    List<String> errors() {
        return List.copyOf(errors);
    }

    @Override
    public void publish(LogRecord said) {
        if (said.getLevel().intValue() >= Level.SEVERE.intValue()) {
            errors.add(said.getMessage() + " " + said.getThrown());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        ENGINE.removeHandler(this);
    }
}
