package dev.signalbox.core.context;

import dev.signalbox.core.context.Manifest.Reason;
import dev.signalbox.core.context.Manifest.Verdict;
import dev.signalbox.dsl.model.ContextItem;
import dev.signalbox.dsl.tokens.TokenCounter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An item that is a picture or a document, with its name before it where the prompt has no slot for it. Never cut. */
final class MediaItem implements Single {
    private final ContextItem item;
    private final ItemSource.Loaded.Picture loaded;
    private final Frame frame;
    private final int tokens;

    MediaItem(ContextItem item, ItemSource.Loaded.Picture loaded, Frame frame, TokenCounter counter) {
        this.item = item;
        this.loaded = loaded;
        this.frame = frame;
        long all = (long) counter.count(frame.before()) + counter.count(loaded.media());
        this.tokens = (int) Math.min(Integer.MAX_VALUE, all);
    }

    @Override
    public int tokens() {
        return tokens;
    }

    @Override
    public @Nullable Fitted fit(int max, int room, Manifest.Rule maxRule, Manifest.Rule roomRule) {
        if (tokens > Math.min(max, room)) {
            return null;
        }
        List<String> before = frame.before().isEmpty() ? List.of() : List.of(frame.before());
        var entry = new Manifest.Entry(item.name(), loaded.source(), tokens, tokens, Verdict.KEPT, Reason.FITS, null);
        return new Fitted(before, loaded, tokens, List.of(entry));
    }

    @Override
    public Manifest.Entry dropped(Reason reason, Manifest.Rule rule) {
        return new Manifest.Entry(item.name(), loaded.source(), tokens, 0, Verdict.DROPPED, reason, rule);
    }
}
