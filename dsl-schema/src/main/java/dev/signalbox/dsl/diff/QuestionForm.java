package dev.signalbox.dsl.diff;

import dev.signalbox.dsl.model.Choice;
import dev.signalbox.dsl.model.ContextItem;
import dev.signalbox.dsl.model.verb.LlmVerb;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The parts of a model call, as {@link Meaning} has the others. */
final class QuestionForm {
    private final Values values;
    private final Renames renames;

    QuestionForm(Meaning meaning) {
        this.values = meaning.values();
        this.renames = values.renames();
    }

    Map<String, Object> of(LlmVerb llm) {
        Map<String, Object> items = new LinkedHashMap<>();
        llm.context().load().forEach(item -> items.put(item.name(), item(item)));
        return new Form()
                .with("model", llm.model().value())
                .with("system", Values.prompt(llm.system()))
                .with("prompt", Values.prompt(llm.prompt()))
                .with("budget", llm.context().budget())
                .with("items", items)
                .with("order", order(llm))
                .with("examples", examples(llm))
                .with("choose", llm.choose().stream().map(Choice::name).toList())
                .with("among", values.maybe(llm.among()))
                .with("repair", llm.repair())
                .with("temperature", llm.temperature())
                .with("max_output", llm.maxOutput())
                .done();
    }

    static List<String> order(LlmVerb llm) {
        return llm.context().load().stream().map(ContextItem::name).toList();
    }

    static List<Object> examples(LlmVerb llm) {
        return llm.examples().stream()
                .map(example -> (Object) new Form()
                        .with("input", example.input())
                        .with("output", Values.plain(example.output()))
                        .done())
                .toList();
    }

    Map<String, Object> item(ContextItem item) {
        return new Form()
                .with("source", source(item.source()))
                .with("as", item.as() == null ? null : item.as().name())
                .with("only", item.only())
                .with("format", item.format().name().toLowerCase(Locale.ROOT))
                .with("max", item.max())
                .with("cut", item.cut().name().toLowerCase(Locale.ROOT))
                .with("when", values.maybe(item.when()))
                .with("required", item.required())
                .with("priority", item.priority())
                .with("stable", item.stable())
                .done();
    }

    private Object source(ContextItem.Source source) {
        return switch (source) {
            case ContextItem.Source.From from ->
                new Form().with("from", values.expr(from.expr())).done();
            case ContextItem.Source.File file ->
                new Form().with("text", file.text()).done();
            case ContextItem.Source.MediaFile file ->
                new Form().with("media", file.media().sha256()).done();
            case ContextItem.Source.Events events ->
                new Form()
                        .with(
                                "events",
                                events.states().isEmpty()
                                        ? "all"
                                        : events.states().stream()
                                                .map(state -> renames.of(state).value())
                                                .sorted()
                                                .toList())
                        .with("kinds", events.kinds().stream().sorted().toList())
                        .with("last", events.last())
                        .with("max_age", Values.duration(events.maxAge()))
                        .with("keep_first", events.keepFirst())
                        .with("keep_last", events.keepLast())
                        .with(
                                "evict",
                                events.evict().stream().map(QuestionForm::rung).toList())
                        .done();
        };
    }

    private static String rung(ContextItem.Rung rung) {
        return switch (rung) {
            case ContextItem.Rung.ClearResults clear -> "clear_results";
            case ContextItem.Rung.Clamp clamp -> "clamp " + clamp.tokens();
            case ContextItem.Rung.Summarise summarise ->
                "summarise by " + summarise.model() + " into " + summarise.into();
            case ContextItem.Rung.DropOldest drop -> "drop_oldest";
        };
    }
}
