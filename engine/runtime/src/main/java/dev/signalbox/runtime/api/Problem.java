package dev.signalbox.runtime.api;

import java.util.Map;

/** Something the caller asked that cannot be done, with the status, the sentence and the facts to mend it. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Kind kind;
    private final transient Map<String, Object> details;

    public Problem(Kind kind, String message, Map<String, Object> details) {
        super(message);
        this.kind = kind;
        this.details = Map.copyOf(details);
    }

    public Problem(Kind kind, String message) {
        this(kind, message, Map.of());
    }

    public Kind kind() {
        return kind;
    }

    public Map<String, Object> details() {
        return details;
    }

    /** The kind decides the HTTP status. */
    public enum Kind {
        BAD_REQUEST(400),
        UNAUTHENTICATED(401),
        FORBIDDEN(403),
        NOT_FOUND(404),
        CONFLICT(409),
        /** What was to be changed is not what the caller has seen. */
        CHANGED(412),
        TOO_LARGE(413),
        INVALID(422),
        /** The caller must say which version it has seen. */
        UNSEEN(428),
        UNAVAILABLE(503);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }
    }
}
