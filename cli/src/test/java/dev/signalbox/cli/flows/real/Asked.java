package dev.signalbox.cli.flows.real;

/** How a model learns what its reply must be. */
enum Asked {
    /** The server is given the JSON Schema and, if it can, lets the model write nothing else. */
    BY_SCHEMA("the server has the schema"),
    /** The server takes no schema, and it stands in the prompt. */
    IN_WORDS("the prompt has the schema");

    private final String words;

    Asked(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
