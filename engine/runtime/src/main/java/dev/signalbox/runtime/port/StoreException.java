package dev.signalbox.runtime.port;

/**
 * The store cannot be opened, or cannot keep what it is given. The message is for the operator. After a failed write the
 * store refuses every other one: nothing is acknowledged that may not be durable.
 */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
