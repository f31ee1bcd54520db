package dev.signalbox.dsl.model;

/** The name of an outside event, dotted words. */
public record EventName(String value) implements Comparable<EventName> {
    public EventName {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("an empty EventName");
        }
    }

    @Override
    public int compareTo(EventName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
