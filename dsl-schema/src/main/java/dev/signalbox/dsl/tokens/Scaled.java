package dev.signalbox.dsl.tokens;

import dev.signalbox.dsl.media.Media;

/**
 * Another provider's count, estimated from o200k's and rounded up.
 *
 * @param percent the other's tokens for 100 of o200k's
 */
record Scaled(int percent) implements TokenCounter {
    @Override
    public int count(String text) {
        long exact = O200k.INSTANCE.count(text);
        return (int) Math.min(Integer.MAX_VALUE, (exact * percent + 99) / 100);
    }

    /** Anthropic is the one provider that is counted so. */
    @Override
    public int count(Media media) {
        return MediaTokens.anthropic(media);
    }

    @Override
    public String counter() {
        return "o200k_base*" + percent + "/1";
    }
}
