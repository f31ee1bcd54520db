package dev.signalbox.core.context;

import dev.signalbox.dsl.media.Media;
import dev.signalbox.dsl.tokens.TokenCounter;
import java.util.Objects;

/** A token is a word, or four characters of a longer one: easy to count by hand. */
final class Words implements TokenCounter {
    @Override
    public int count(String text) {
        int tokens = 0;
        int word = 0;
        for (int i = 0; i < text.length(); i++) {
            if (" \t\n\f\r\u000b".indexOf(text.charAt(i)) >= 0) {
                tokens += (word + 3) / 4;
                word = 0;
            } else {
                word++;
            }
        }
        tokens += (word + 3) / 4;
        return tokens;
    }

    /** A token for each pixel of an image, ten for each page of a document. */
    @Override
    public int count(Media media) {
        return media.width() == null || media.height() == null
                ? 10 * Objects.requireNonNull(media.pages())
                : media.width() * media.height();
    }

    @Override
    public String counter() {
        return "words/1";
    }
}
