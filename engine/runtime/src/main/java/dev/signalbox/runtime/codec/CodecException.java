package dev.signalbox.runtime.codec;

/** JSON that is not what this program writes: an unknown type, a missing or an unknown field. Refused rather than guessed. */
public final class CodecException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CodecException(String message) {
        super(message);
    }

    public CodecException(String message, Throwable cause) {
        super(message, cause);
    }
}
