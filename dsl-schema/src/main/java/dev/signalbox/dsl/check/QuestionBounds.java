package dev.signalbox.dsl.check;

import dev.signalbox.dsl.model.ContextItem;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.model.verb.LlmVerb;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the parts of one question to a model take at most, in tokens, before anything is known of a run: the same figures that
 * {@link Costs} adds up.
 *
 * @param words of the file's own texts: prompt, examples, schema
 * @param room what the model's window leaves beside its longest reply
 * @param items by an item's name; one that nothing bounds is not among them
 */
public record QuestionBounds(long words, long room, Map<String, Long> items) {
    public QuestionBounds {
        items = Collections.unmodifiableMap(new LinkedHashMap<>(items));
    }

    /** Refuses nothing: call it for a flow that has no errors. */
    public static QuestionBounds of(Setting setting, LlmVerb question, Workspace.Model model) {
        CallSize size = new CallSize(new Values(setting), question, model);
        Map<String, Long> items = new LinkedHashMap<>();
        for (ContextItem item : question.context().load()) {
            Long longest = size.longest(item);
            if (longest != null) {
                items.put(item.name(), longest);
            }
        }
        return new QuestionBounds(size.words(), size.room(), items);
    }
}
