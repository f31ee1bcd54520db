package dev.signalbox.core.context;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item as it enters the prompt.
 *
 * @param texts its parts in order; empty when nothing of it is left
 * @param picture the picture or document behind the texts; null where there is none
 * @param tokens of all parts, for one copy
 * @param entries what became of each of its candidates, in order
 */
record Fitted(
        List<String> texts, ItemSource.Loaded.@Nullable Picture picture, int tokens, List<Manifest.Entry> entries) {
    Fitted {
        texts = List.copyOf(texts);
        entries = List.copyOf(entries);
    }

    Fitted(List<String> texts, int tokens, List<Manifest.Entry> entries) {
        this(texts, null, tokens, entries);
    }

    /** Nothing of it enters. */
    boolean isEmpty() {
        return texts.isEmpty() && picture == null;
    }
}
