package dev.signalbox.core.id;

/** A bundle by its content: SHA-256, 64 lower-case hex digits. */
public record BundleHash(String value) implements Comparable<BundleHash> {
    public BundleHash {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("an empty BundleHash");
        }
    }

    @Override
    public int compareTo(BundleHash other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
