package dev.signalbox.core.context;

import java.util.List;

/**
 * An item as it enters the prompt.
 *
 * @param texts its parts in order; empty when nothing of it is left
 * @param tokens of all parts, for one copy
 * @param entries what became of each of its candidates, in order
 */
record Fitted(List<String> texts, int tokens, List<Manifest.Entry> entries) {
    Fitted {
        texts = List.copyOf(texts);
        entries = List.copyOf(entries);
    }
}
