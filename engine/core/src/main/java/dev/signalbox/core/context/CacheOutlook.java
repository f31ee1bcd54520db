package dev.signalbox.core.context;

import dev.signalbox.core.context.Manifest.Cache;
import dev.signalbox.core.context.Manifest.Cache.Outlook;
import dev.signalbox.core.effect.Message;
import dev.signalbox.dsl.tokens.TokenCounter;
import dev.signalbox.dsl.value.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of a question its provider may have in its cache: providers keep prefixes, so everything up to the first part
 * that differs from the state's last question to the same model in this run. Other runs may have warmed the cache too;
 * nothing here knows of them.
 */
final class CacheOutlook {
    /** OpenAI's and Anthropic's documents: nothing shorter is cached. */
    static final int SHORTEST = 1024;

    /** Anthropic's documents: how long a prefix is kept since its last use; OpenAI's say five to ten minutes. */
    static final Duration KEPT = Duration.ofMinutes(5);

    private final TokenCounter counter;
    private final List<Sent.Mark> before;
    private int place;
    private int stable;
    private int same;
    private boolean differs;
    private boolean steadyDiffers;
    private @Nullable String part;

    private CacheOutlook(TokenCounter counter, List<Sent.Mark> before) {
        this.counter = counter;
        this.before = before;
    }

    static Cache of(List<Message> messages, Object schema, @Nullable Sent last, Instant now, TokenCounter counter) {
        CacheOutlook outlook = new CacheOutlook(counter, last == null ? List.of() : last.marks());
        // The marks cost a hash of every part: without an earlier question there is nothing to compare.
        outlook.next(last == null ? null : Sent.schema(schema), JsonText.write(schema), true, Sent.SCHEMA);
        for (Message message : messages) {
            for (Message.Part each : message.parts()) {
                outlook.next(last == null ? null : Sent.mark(message, each), each.text(), each.stable(), each.item());
            }
        }
        return outlook.cache(last, now);
    }

    private void next(Sent.@Nullable Mark mark, String text, boolean steady, String item) {
        boolean equal =
                mark != null && place < before.size() && before.get(place).equals(mark);
        place++;
        if (!equal && !differs) {
            differs = true;
            steadyDiffers = steady;
            part = item.isEmpty() ? "prompt" : item;
        }
        if (!steady && differs) {
            return;
        }
        int tokens = counter.count(text);
        stable += steady ? tokens : 0;
        same += differs ? 0 : tokens;
    }

    private Cache cache(@Nullable Sent last, Instant now) {
        if (last == null) {
            return new Cache(stable, 0, Outlook.FIRST, null);
        }
        Outlook outlook;
        if (last.at().plus(KEPT).isBefore(now)) {
            outlook = Outlook.EXPIRED;
        } else if (differs && steadyDiffers) {
            outlook = Outlook.CHANGED;
        } else {
            outlook = same < SHORTEST ? Outlook.SHORT : Outlook.SAME;
        }
        return new Cache(stable, same, outlook, part);
    }
}
