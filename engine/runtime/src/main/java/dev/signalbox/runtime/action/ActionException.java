package dev.signalbox.runtime.action;

/**
 * Thrown by an action written in Java to fail with a code of its own: the run sees {@code action.CODE} and may route on it.
 * The code is lower-case letters, digits and {@code _}; the message is shown to people and may reach a prompt.
 */
public final class ActionException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String code;
    private final String sentence;

    public ActionException(String code, String message) {
        super(message);
        if (!code.matches("[a-z0-9_]{1,60}")) {
            throw new IllegalArgumentException("not a code of an action: " + code);
        }
        this.code = code;
        this.sentence = message;
    }

    public String code() {
        return code;
    }

    public String sentence() {
        return sentence;
    }
}
