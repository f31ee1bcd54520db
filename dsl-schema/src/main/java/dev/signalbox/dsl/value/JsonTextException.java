package dev.signalbox.dsl.value;

/** Text that is no JSON. The message is one sentence for people, without the position. Line and column are 1-based. */
public final class JsonTextException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int line;
    private final int column;

    public JsonTextException(String message, int line, int column) {
        super(message);
        this.line = line;
        this.column = column;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }
}
