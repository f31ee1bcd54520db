package dev.signalbox.runtime.mcp;

/**
 * A call that brought no answer, in a sentence for people.
 *
 * <p>{@code kind} is an action's kind of failure ({@code value}, {@code connection}, {@code timeout}, {@code http.401},
 * {@code action.CODE}); {@code left} says whether the call may have reached the server.
 */
final class McpFailure extends Exception {
    private static final long serialVersionUID = 1L;
    private final String kind;
    private final boolean left;

    McpFailure(String kind, String sentence, boolean left) {
        super(sentence);
        this.kind = kind;
        this.left = left;
    }

    /** It certainly did nothing. */
    static McpFailure before(String kind, String sentence) {
        return new McpFailure(kind, sentence, false);
    }

    String kind() {
        return kind;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }

    boolean left() {
        return left;
    }
}
