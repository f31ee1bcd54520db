package dev.signalbox.dsl.check;

import dev.signalbox.dsl.model.ContextItem;
import dev.signalbox.dsl.model.Prompt;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.tokens.ReplyBound;
import dev.signalbox.dsl.tokens.TokenCounter;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.value.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one question to a model takes at most, in tokens: texts of the file are counted, a value counts with its schema's
 * greatest length, of which each character may be a token.
 */
final class CallSize {
    /** What a reply that is sent back takes at most, and about what the validator says of it. */
    private static final int SENT_BACK = 2000;

    private static final int PROBLEMS = 100;

    private final Values values;
    private final LlmVerb llm;
    private final TokenCounter counter;
    private final List<String> texts = new ArrayList<>();
    private final int window;
    private final int reply;

    CallSize(Values values, LlmVerb llm, Workspace.Model model) {
        this.values = values;
        this.llm = llm;
        this.counter = TokenCounter.forProvider(model.provider().name().toLowerCase(Locale.ROOT));
        this.window = ReplyBound.window(model.window());
        this.reply = ReplyBound.of(llm, model.window());
        add(llm.system());
        add(llm.prompt());
        llm.examples().forEach(example -> {
            texts.add(example.input());
            texts.add(JsonText.write(example.output()));
        });
        if (llm.output() != null) {
            texts.add(JsonText.write(llm.output().json()));
        }
    }

    private void add(@Nullable Prompt prompt) {
        if (prompt != null) {
            for (Prompt.Piece piece : prompt.pieces()) {
                if (piece instanceof Prompt.Piece.Text text) {
                    texts.add(text.text());
                }
            }
        }
    }

    /** The longest reply. */
    int reply() {
        return reply;
    }

    /** What the window leaves for the question. */
    long room() {
        return (long) window - reply;
    }

    /** What comes back with a reply that does not fit: itself and what is wrong with it. */
    long sentBack() {
        return (long) Math.min(SENT_BACK, reply) + PROBLEMS;
    }

    /** More than the file's own texts take, without counting them: no token is shorter than a byte, no character longer than four. */
    long mostWords() {
        return texts.stream().mapToLong(text -> 4L * text.length()).sum();
    }

    /** What the file's own texts take. */
    long words() {
        return texts.stream().mapToLong(counter::count).sum();
    }

    /** The whole question at most: never more than the window leaves, which the compiler of contexts holds. */
    long question() {
        long loaded = llm.context().budget() == null ? room() : llm.context().budget();
        return Math.min(room(), words() + Math.min(loaded, everything()));
    }

    /** All items at their longest; an item without a bound has no longest. */
    private long everything() {
        long sum = 0;
        for (ContextItem item : llm.context().load()) {
            Long longest = longest(item);
            if (longest == null) {
                return Long.MAX_VALUE;
            }
            sum += longest;
        }
        return sum;
    }

    /** The most one item takes; null when nothing bounds it. */
    @Nullable
    Long longest(ContextItem item) {
        return switch (item.source()) {
            case ContextItem.Source.From from -> {
                Long extent = item.as() == null ? extent(values, item, from) : null;
                Integer max = item.max();
                yield max == null ? extent : extent == null ? Long.valueOf(max) : Long.valueOf(Math.min(max, extent));
            }
            case ContextItem.Source.Events events -> item.max() == null ? null : Long.valueOf(item.max());
            case ContextItem.Source.File file -> most(item);
            case ContextItem.Source.MediaFile file -> most(item);
        };
    }

    /** What cannot be cut or left out. A picture of a value is as large as whoever sends it likes, and counts nothing here. */
    long required() {
        return llm.context().load().stream()
                .filter(ContextItem::required)
                .mapToLong(this::most)
                .sum();
    }

    private long most(ContextItem item) {
        return switch (item.source()) {
            case ContextItem.Source.From from -> most(item, from);
            case ContextItem.Source.File file ->
                item.max() == null ? TokenCounter.o200k().count(file.text()) : item.max();
            case ContextItem.Source.MediaFile file -> TokenCounter.o200k().count(file.media());
            case ContextItem.Source.Events events -> 0;
        };
    }

    private long most(ContextItem item, ContextItem.Source.From from) {
        Long extent = item.as() == null ? extent(values, item, from) : Long.valueOf(0);
        if (item.max() == null) {
            return extent == null ? 0 : extent;
        }
        return extent == null ? item.max() : Math.min(item.max(), extent);
    }

    /** The most characters of an item; null when nothing bounds it. */
    static @Nullable Long extent(Values values, ContextItem item, ContextItem.Source.From from) {
        Schema schema = values.schema(from.expr());
        if (schema == null) {
            return Values.isFree(values.type(from.expr())) ? null : 64L;
        }
        if (item.only().isEmpty()) {
            return Extent.of(schema);
        }
        long sum = 2;
        for (String field : item.only()) {
            Schema part = schema.at(List.of(field));
            Long extent = part == null ? Long.valueOf(0) : Extent.of(part);
            if (extent == null) {
                return null;
            }
            sum += field.length() + 4 + extent;
        }
        return sum;
    }
}
