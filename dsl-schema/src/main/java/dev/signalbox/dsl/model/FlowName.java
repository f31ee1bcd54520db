package dev.signalbox.dsl.model;

/** The name of a flow: lower-case words joined by hyphens, unique in a workspace. */
public record FlowName(String value) implements Comparable<FlowName> {
    public FlowName {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("an empty FlowName");
        }
    }

    @Override
    public int compareTo(FlowName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
