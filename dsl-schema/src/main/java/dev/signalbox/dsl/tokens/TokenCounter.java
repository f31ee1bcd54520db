package dev.signalbox.dsl.tokens;

/**
 * Counts the tokens of a text: pure, the same on every machine for one {@link #counter()}. Its tables load at the first
 * count. Safe to share between threads.
 */
public interface TokenCounter {
    int count(String text);

    /** The counter's name and version, kept in manifests: {@code o200k_base/1}. */
    String counter();

    /** OpenAI's {@code o200k_base}. */
    static TokenCounter o200k() {
        throw new UnsupportedOperationException();
    }

    /** The counter for a workspace's {@code provider}: exact for {@code openai}, o200k scaled by a calibrated ratio for others. */
    static TokenCounter forProvider(String provider) {
        throw new UnsupportedOperationException();
    }
}
