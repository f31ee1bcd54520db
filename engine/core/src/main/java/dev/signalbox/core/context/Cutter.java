package dev.signalbox.core.context;

import dev.signalbox.dsl.model.ContextItem;
import dev.signalbox.dsl.tokens.TokenCounter;
import org.jspecify.annotations.Nullable;

/** Shortens a text to a number of tokens, at word boundaries, and says so in the text. */
final class Cutter {
    /** Stands where text was taken out. */
    static final String MARKER = "[… cut …]";

    private final TokenCounter counter;

    Cutter(TokenCounter counter) {
        this.counter = counter;
    }

    /** At most {@code tokens} tokens of the text, or null when not even one word and the marker fit, or it may not be cut. */
    @Nullable
    String cut(String text, ContextItem.Cut side, int tokens) {
        if (counter.count(text) <= tokens) {
            return text;
        }
        if (side == ContextItem.Cut.NEVER || counter.count(MARKER) >= tokens) {
            return null;
        }
        int low = 0;
        int high = text.length() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (counter.count(keep(text, side, middle)) <= tokens) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        // Token counts need not grow with every character: step down until it truly fits.
        for (int length = low; length > 0; length = Math.min(length - 1, length * 15 / 16)) {
            String kept = keep(text, side, length);
            if (!kept.equals(MARKER) && counter.count(kept) <= tokens) {
                return kept;
            }
        }
        return null;
    }

    private static String keep(String text, ContextItem.Cut side, int characters) {
        return switch (side) {
            case END -> {
                String head = head(text, characters);
                yield head.isEmpty() ? MARKER : head + " " + MARKER;
            }
            case START -> {
                String tail = tail(text, characters);
                yield tail.isEmpty() ? MARKER : MARKER + " " + tail;
            }
            case MIDDLE -> {
                String head = head(text, characters - characters / 2);
                String tail = tail(text, characters / 2);
                yield (head.isEmpty() ? "" : head + " ") + MARKER + (tail.isEmpty() ? "" : " " + tail);
            }
            case NEVER -> text;
        };
    }

    private static String head(String text, int characters) {
        int end = Math.min(characters, text.length());
        if (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            int word = end;
            while (word > 0 && !Character.isWhitespace(text.charAt(word - 1))) {
                word--;
            }
            // One word longer than what may stay is cut inside.
            end = word > 0 ? word : end;
        }
        if (end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end).stripTrailing();
    }

    private static String tail(String text, int characters) {
        int start = Math.max(0, text.length() - characters);
        if (start > 0 && !Character.isWhitespace(text.charAt(start - 1))) {
            int word = start;
            while (word < text.length() && !Character.isWhitespace(text.charAt(word))) {
                word++;
            }
            start = word < text.length() ? word : start;
        }
        if (start > 0 && start < text.length() && Character.isLowSurrogate(text.charAt(start))) {
            start++;
        }
        return text.substring(start).stripLeading();
    }
}
