package dev.signalbox.core.context;

import dev.signalbox.core.context.Manifest.Reason;
import dev.signalbox.core.context.Manifest.Verdict;
import dev.signalbox.dsl.model.ContextItem;
import dev.signalbox.dsl.tokens.TokenCounter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An item that is one text. {@code max} and room are of the whole of it, tag or heading included. */
final class TextItem implements Single {
    /** Less than this is not worth keeping of a text that is cut for want of room. */
    private static final int LEAST = 16;

    private final ContextItem item;
    private final ItemSource.Loaded.Text loaded;
    private final Frame frame;
    private final TokenCounter counter;
    private final int before;

    TextItem(ContextItem item, ItemSource.Loaded.Text loaded, Frame frame, TokenCounter counter) {
        this.item = item;
        this.loaded = loaded;
        this.frame = frame;
        this.counter = counter;
        this.before = counter.count(whole(loaded.body()));
    }

    @Override
    public int tokens() {
        return before;
    }

    @Override
    public @Nullable Fitted fit(int max, int room, Manifest.Rule maxRule, Manifest.Rule roomRule) {
        int limit = Math.min(max, room);
        if (before <= limit) {
            Reason reason = loaded.struck() ? Reason.REDACTED : Reason.FITS;
            return fitted(loaded.body(), loaded.struck() ? Verdict.CLEARED : Verdict.KEPT, reason, null);
        }
        boolean forRoom = room < max;
        if (forRoom && (item.required() || room < LEAST)) {
            return null;
        }
        String body = cut(limit);
        return body == null
                ? null
                : fitted(
                        body,
                        Verdict.TRIMMED,
                        forRoom ? Reason.OVER_BUDGET : Reason.OVER_MAX,
                        forRoom ? roomRule : maxRule);
    }

    private @Nullable String cut(int limit) {
        Cutter cutter = new Cutter(counter);
        int around = counter.count(frame.before()) + counter.count(frame.after());
        for (int room = limit - around; room > 0; room--) {
            String body = cutter.cut(loaded.body(), item.cut(), room);
            if (body == null || counter.count(whole(body)) <= limit) {
                return body;
            }
        }
        return null;
    }

    private Fitted fitted(String body, Verdict verdict, Reason reason, Manifest.@Nullable Rule rule) {
        String whole = whole(body);
        int tokens = counter.count(whole);
        return new Fitted(
                whole.isEmpty() ? List.of() : List.of(whole),
                tokens,
                List.of(new Manifest.Entry(item.name(), loaded.source(), before, tokens, verdict, reason, rule)));
    }

    @Override
    public Manifest.Entry dropped(Reason reason, Manifest.Rule rule) {
        return new Manifest.Entry(item.name(), loaded.source(), before, 0, Verdict.DROPPED, reason, rule);
    }

    private String whole(String body) {
        return frame.before() + body + frame.after();
    }
}
