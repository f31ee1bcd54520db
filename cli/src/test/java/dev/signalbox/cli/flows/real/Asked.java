package dev.signalbox.cli.flows.real;

/** How a model learns what its reply must be. */
enum Asked {
    /** The server is given the JSON Schema and, if it can, lets the model write nothing else. */
    BY_SCHEMA("schema"),
    /** The server takes no schema: it stands in the prompt, and the model writes what it likes. */
    IN_WORDS("prompt");

    private final String word;

    Asked(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
