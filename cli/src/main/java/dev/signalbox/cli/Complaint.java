package dev.signalbox.cli;

/**
 * Something the person who typed the command can mend: one sentence for stderr, more lines only where they help, and
 * exit code 2. Never shown with a stack trace.
 */
public final class Complaint extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Complaint(String message) {
        super(message, null, false, false);
    }
}
