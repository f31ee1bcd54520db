package dev.signalbox.dsl.openapi;

/** A text that is no OpenAPI document that can be read, with the sentence for whoever gave it. */
public final class NotAnOpenApi extends Exception {
    private static final long serialVersionUID = 1L;

    NotAnOpenApi(String sentence) {
        super(sentence);
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
