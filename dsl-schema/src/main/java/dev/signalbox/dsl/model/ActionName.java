package dev.signalbox.dsl.model;

/** The name of an action of the flow or of the workspace. */
public record ActionName(String value) implements Comparable<ActionName> {
    public ActionName {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("an empty ActionName");
        }
    }

    @Override
    public int compareTo(ActionName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
