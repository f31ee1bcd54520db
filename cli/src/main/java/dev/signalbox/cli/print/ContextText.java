package dev.signalbox.cli.print;

import dev.signalbox.core.context.ContextResult;
import dev.signalbox.core.context.Manifest;
import dev.signalbox.core.effect.Message;
import dev.signalbox.runtime.codec.Codec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a model call would be sent, and the manifest that says why. */
public final class ContextText {
    private ContextText() {}

    /** As one object: the messages, the manifest, and beside them what {@code result} alone has. */
    public static Map<String, Object> object(ContextResult result) {
        Map<String, Object> object = new LinkedHashMap<>();
        switch (result) {
            case ContextResult.Ready ready -> {
                object.put("messages", list(ready.messages()));
                object.put("manifest", object(ready.manifest()));
                object.put("schema", ready.schema());
                object.put("question", ready.question());
                object.put("predicted_input_tokens", ready.predictedInputTokens());
            }
            // Nothing would be sent, so there are no messages.
            case ContextResult.Overflow overflow -> {
                object.put("messages", List.of());
                object.put("manifest", object(overflow.manifest()));
                object.put("overflow", overflow(overflow));
            }
            // The question to the summarising model, which is asked first.
            case ContextResult.Needs needs -> {
                object.put("messages", list(needs.messages()));
                object.put("summary", summary(needs));
                object.put("question", needs.question());
                object.put("predicted_input_tokens", needs.predictedInputTokens());
            }
            case ContextResult.Failed failed ->
                object.put("failed", Map.of("item", failed.item(), "message", failed.message()));
        }
        return object;
    }

    static Map<String, Object> overflow(ContextResult.Overflow overflow) {
        return Map.of("item", overflow.item(), "message", overflow.message());
    }

    static Map<String, Object> summary(ContextResult.Needs needs) {
        return Map.of("item", needs.item(), "model", needs.model().value(), "into", needs.into());
    }

    private static List<Map<String, Object>> list(List<Message> messages) {
        return messages.stream()
                .map(message -> {
                    Map<String, Object> object = new LinkedHashMap<>();
                    object.put("role", word(message.role()));
                    // By the name that providers give it, so that a program reads it unaided; and by ours.
                    object.put("content", message.text());
                    object.put("text", message.text());
                    object.put(
                            "parts", message.parts().stream().map(Codec::record).toList());
                    return object;
                })
                .toList();
    }

    static Map<String, Object> object(Manifest manifest) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("compiler", manifest.compiler());
        object.put("counter", manifest.counter());
        object.put("budget", manifest.budget());
        object.put("used", manifest.used());
        object.put("envelope", manifest.envelope());
        if (manifest.cache() != null) {
            object.put("cache", manifest.cache());
        }
        object.put("items", manifest.items().stream().map(ContextText::object).toList());
        return object;
    }

    private static Map<String, Object> object(Manifest.Entry entry) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("item", entry.item());
        object.put("source", entry.source());
        object.put("tokens_before", entry.tokensBefore());
        object.put("tokens_after", entry.tokensAfter());
        object.put("verdict", word(entry.verdict()));
        object.put("reason", word(entry.reason()));
        if (entry.rule() != null) {
            object.put("rule", entry.rule());
        }
        return object;
    }

    /** For a person: the messages, and the manifest that says why they are so. */
    public static String text(ContextResult result) {
        return switch (result) {
            case ContextResult.Ready ready ->
                messages(ready.messages()) + System.lineSeparator() + manifest(ready.manifest());
            case ContextResult.Overflow overflow -> manifest(overflow.manifest());
            case ContextResult.Needs needs -> messages(needs.messages()).stripTrailing();
            case ContextResult.Failed failed -> failed.message();
        };
    }

    /** Each message under a line with its role. */
    private static String messages(List<Message> messages) {
        StringBuilder text = new StringBuilder();
        messages.forEach(message -> text.append(message(word(message.role()), message.text())));
        return text.toString();
    }

    static String message(String role, String said) {
        return "--- " + role + System.lineSeparator() + said.stripTrailing() + System.lineSeparator();
    }

    private static String manifest(Manifest manifest) {
        return manifest(
                manifest.used(),
                manifest.budget(),
                manifest.envelope(),
                manifest.counter(),
                manifest.items().stream().map(ContextText::row).toList());
    }

    /** @param rows each made by {@link #row} */
    static String manifest(long used, long budget, long envelope, String counter, List<List<String>> rows) {
        String head = "--- manifest: " + used + " of " + budget + " tokens for items, " + envelope + " for the rest, "
                + (used + envelope) + " in all (" + counter + ")";
        return head
                + System.lineSeparator()
                + Printer.table(List.of("ITEM", "FROM", "BEFORE", "AFTER", "", "WHY", "RULE"), rows);
    }

    private static List<String> row(Manifest.Entry entry) {
        Manifest.Rule rule = entry.rule();
        return row(
                entry.item(),
                entry.source(),
                String.valueOf(entry.tokensBefore()),
                String.valueOf(entry.tokensAfter()),
                word(entry.verdict()),
                word(entry.reason()),
                rule == null ? "" : rule(rule.file(), String.valueOf(rule.line()), rule.text()));
    }

    /** The cells of one entry, in the order of the table. */
    static List<String> row(String... cells) {
        return List.of(cells);
    }

    static String rule(String file, String line, String text) {
        return file + ":" + line + " " + text;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
