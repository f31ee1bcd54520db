package dev.signalbox.dsl.model;

/** A name of a flow's data, an identifier that CEL can read as a root. */
public record DataName(String value) implements Comparable<DataName> {
    public DataName {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("an empty DataName");
        }
    }

    @Override
    public int compareTo(DataName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
