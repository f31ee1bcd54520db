package dev.signalbox.dsl.model;

/** The name of a state, an identifier, unique in its flow. */
public record StateName(String value) implements Comparable<StateName> {
    public StateName {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("an empty StateName");
        }
    }

    @Override
    public int compareTo(StateName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
