package dev.signalbox.spring;

import org.jspecify.annotations.Nullable;

/** The engine cannot be set up as the application says: what is wrong and where, and what to do about it. */
public final class SetupException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String action;

    /** @param message what is wrong and where; {@code action} the way out */
    public SetupException(String message, String action, @Nullable Throwable cause) {
        super(message, cause);
        this.action = action;
    }

    /** The way out. */
    public String action() {
        return action;
    }
}
