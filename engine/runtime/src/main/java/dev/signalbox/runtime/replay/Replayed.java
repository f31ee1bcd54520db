package dev.signalbox.runtime.replay;

/** What came of driving one log again. */
public sealed interface Replayed {
    /**
     * Everything would happen as it did.
     *
     * @param events how many there are
     * @param unlike how many questions were compiled by another compiler's rules and were not compared word by word
     */
    record Same(long events, int unlike) implements Replayed {}

    /** @param events how many there are in the log */
    record Diverged(Divergence at, long events) implements Replayed {}

    /** The log cannot be driven: it is not whole, or its values are not kept any more. */
    record Unfit(String why) implements Replayed {}

    default boolean diverged() {
        return this instanceof Diverged;
    }
}
