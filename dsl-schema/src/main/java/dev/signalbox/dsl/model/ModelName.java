package dev.signalbox.dsl.model;

/** The name a workspace gives a model. */
public record ModelName(String value) implements Comparable<ModelName> {
    public ModelName {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("an empty ModelName");
        }
    }

    @Override
    public int compareTo(ModelName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
