package dev.signalbox.runtime.replay;

import dev.signalbox.core.event.Event;
import dev.signalbox.dsl.model.StateName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first event of a log that would not happen so.
 *
 * @param seq its number
 * @param state the state that the run was in; null before the first
 * @param recorded what happened; null where the log ends and more would happen
 * @param now what would happen in its place; null where nothing would
 * @param why why nothing would, where that is known
 * @param fields what is different where both are of one type
 */
public record Divergence(
        long seq,
        @Nullable StateName state,
        @Nullable Event recorded,
        @Nullable Event now,
        @Nullable String why,
        List<Field> fields) {
    public Divergence {
        fields = List.copyOf(fields);
    }

    /** @param name a path: {@code args.amount} */
    public record Field(
            String name,
            @Nullable Object recorded,
            @Nullable Object now) {}

    /** The prompts of two questions, where it is they that differ: as people are shown them; null else. */
    public @Nullable Prompts prompts() {
        if (recorded instanceof Event.ModelRequested before && now instanceof Event.ModelRequested after) {
            Prompts prompts = new Prompts(Prompts.text(before.messages()), Prompts.text(after.messages()));
            return prompts.recorded().equals(prompts.now()) ? null : prompts;
        }
        return null;
    }

    /** Two questions as text, each message under its role. */
    public record Prompts(String recorded, String now) {
        static String text(List<dev.signalbox.core.effect.Message> messages) {
            StringBuilder text = new StringBuilder();
            messages.forEach(message -> text.append(message.role().name().toLowerCase(java.util.Locale.ROOT))
                    .append(":\n")
                    .append(message.text())
                    .append('\n'));
            return text.toString();
        }
    }
}
