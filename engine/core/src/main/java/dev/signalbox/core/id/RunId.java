package dev.signalbox.core.id;

/** A run: a UUID of version 7 in its usual text form. */
public record RunId(String value) implements Comparable<RunId> {
    public RunId {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("an empty RunId");
        }
    }

    @Override
    public int compareTo(RunId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
