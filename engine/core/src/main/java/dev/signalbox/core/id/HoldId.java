package dev.signalbox.core.id;

/** A hold: {@code RUN.STATE.VISIT[.SLOT][~N]}, fit to stand in a URL. */
public record HoldId(String value) implements Comparable<HoldId> {
    public HoldId {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("an empty HoldId");
        }
    }

    @Override
    public int compareTo(HoldId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
