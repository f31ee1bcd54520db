package dev.signalbox.dsl.tokens;

import dev.signalbox.dsl.media.Media;

/**
 * A count corrected by what a model reported, rounded up.
 *
 * @param percent the model's tokens for 100 of {@code counter}'s
 * @param version of that figure: it stands in the counter's name
 */
record Calibrated(TokenCounter counted, int percent, int version) implements TokenCounter {
    @Override
    public int count(String text) {
        long before = counted.count(text);
        return (int) Math.min(Integer.MAX_VALUE, (before * percent + 99) / 100);
    }

    /** A picture's or a document's tokens follow its provider's formula, which no report of words corrects. */
    @Override
    public int count(Media media) {
        return counted.count(media);
    }

    @Override
    public String counter() {
        return counted.counter() + "*" + percent + "#" + version;
    }
}
