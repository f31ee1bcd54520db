package dev.signalbox.dsl.assist;

/** The sorts of names that files declare and use. */
public enum Sort {
    STATE("state"),
    DATA("data"),
    ACTION("action"),
    MODEL("model"),
    /** Of a person, or of a group of people. */
    PERSON("person or group"),
    FLOW("flow"),
    EVENT("event"),
    TYPE("type"),
    /** A context item, as a prompt's slots name it. */
    ITEM("context item"),
    /** A path of a file in the workspace, relative to the file that names it. */
    FILE("file"),
    ENV("environment name"),
    SECRET("secret"),
    CHANNEL("channel");

    private final String words;

    Sort(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
