package dev.signalbox.dsl.tokens;

import dev.signalbox.dsl.media.Media;

/**
 * Counts the tokens of a text: pure, the same on every machine for one {@link #counter()}. Its tables load at the first
 * count. Safe to share between threads.
 */
public interface TokenCounter {
    int count(String text);

    /** What a picture or document takes, predicted from its header by the provider's own formula: {@link MediaTokens}. */
    int count(Media media);

    /** The counter's name and version, kept in manifests: {@code o200k_base/1}. */
    String counter();

    /** This count, times what was learned of a model; the version stands in {@link #counter()}. */
    default TokenCounter calibrated(int percent, int version) {
        return new Calibrated(this, percent, version);
    }

    /** OpenAI's {@code o200k_base}. */
    static TokenCounter o200k() {
        return O200k.INSTANCE;
    }

    /**
     * The counter for a workspace's {@code provider}: o200k itself for {@code openai} (and for {@code recorded} and
     * {@code person}, which stand in for it), scaled for others. Anthropic publishes no tables; its models need up to a
     * third more tokens for the same text, so 135 is on the safe side of a budget.
     */
    static TokenCounter forProvider(String provider) {
        return switch (provider) {
            case "openai", "recorded", "person" -> o200k();
            case "anthropic" -> new Scaled(135);
            default -> new Scaled(120);
        };
    }
}
