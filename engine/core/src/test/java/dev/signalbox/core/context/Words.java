package dev.signalbox.core.context;

import dev.signalbox.dsl.tokens.TokenCounter;

/** A token is a word, or four characters of a longer one: easy to count by hand. */
final class Words implements TokenCounter {
    @Override
    public int count(String text) {
        int tokens = 0;
        for (String word : text.split("\\s+", -1)) {
            tokens += (word.length() + 3) / 4;
        }
        return tokens;
    }

    @Override
    public String counter() {
        return "words/1";
    }
}
