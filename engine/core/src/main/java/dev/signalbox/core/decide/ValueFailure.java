package dev.signalbox.core.decide;

/** A value that cannot be had or does not fit: {@code failed} of kind {@code value}, with the sentence that says why. */
public final class ValueFailure extends Exception {
    private static final long serialVersionUID = 1L;

    public ValueFailure(String message) {
        super(message, null, false, false);
    }

    /** The message, never null. */
    public String words() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
