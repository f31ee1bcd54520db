package dev.signalbox.core.context;

import org.jspecify.annotations.Nullable;

/** An item that is one thing, which fits or does not: a text, a picture or a document. */
sealed interface Single permits TextItem, MediaItem {
    /** What the whole of it takes. */
    int tokens();

    /** The item in at most {@code max} and {@code room} tokens; null when it cannot be that small. */
    @Nullable
    Fitted fit(int max, int room, Manifest.Rule maxRule, Manifest.Rule roomRule);

    Manifest.Entry dropped(Manifest.Reason reason, Manifest.Rule rule);
}
