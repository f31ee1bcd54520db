package dev.signalbox.cli.print;

import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a run's model calls were sent, from the events' JSON of its log: the exact messages, and the manifest that says why. */
public final class ModelCallText {
    private ModelCallText() {}

    public static boolean is(Map<String, Object> event) {
        return "ModelRequested".equals(event.get("type"));
    }

    /** What it predicted for the question beside what the provider counted; empty for what is no reply. */
    public static String counted(Map<String, Object> event) {
        return "ModelReplied".equals(event.get("type"))
                ? "replied: " + number(event, "input_tokens") + " tokens in, " + number(event, "cached_tokens")
                        + " of them from cache, " + number(event, "output_tokens") + " out" + System.lineSeparator()
                : "";
    }

    /** One model call. */
    public static String of(Map<String, Object> event) {
        String[] step = String.valueOf(event.get("step")).split("/", 4);
        String state = step.length > 3 && !step[3].isEmpty() ? step[1] + "/" + step[3] : step[1];
        StringBuilder text = new StringBuilder("=== " + state + ", visit " + step[2] + ": " + event.get("purpose")
                + " by " + event.get("model") + ", try " + event.get("attempt") + System.lineSeparator());
        for (Map<String, Object> message : objects(event.get("messages"))) {
            StringBuilder said = new StringBuilder();
            objects(message.get("parts")).forEach(part -> said.append(part.get("text")));
            text.append(ContextText.message(String.valueOf(message.get("role")), said.toString()));
        }
        if (event.get("manifest") instanceof Map<?, ?> manifest && !"summary".equals(event.get("purpose"))) {
            text.append(System.lineSeparator())
                    .append(manifest(Json.object(manifest)))
                    .append(System.lineSeparator());
            if (manifest.get("cache") instanceof Map<?, ?> cache) {
                text.append(CacheText.outlook(Json.object(cache))).append(System.lineSeparator());
            }
        }
        return text.toString();
    }

    private static String manifest(Map<String, Object> manifest) {
        List<List<String>> rows = new ArrayList<>();
        for (Map<String, Object> entry : objects(manifest.get("items"))) {
            rows.add(ContextText.row(
                    String.valueOf(entry.get("item")),
                    String.valueOf(entry.get("source")),
                    String.valueOf(entry.get("tokens_before")),
                    String.valueOf(entry.get("tokens_after")),
                    String.valueOf(entry.get("verdict")),
                    String.valueOf(entry.get("reason")),
                    entry.get("rule") instanceof Map<?, ?> rule
                            ? ContextText.rule(
                                    String.valueOf(rule.get("file")),
                                    String.valueOf(rule.get("line")),
                                    String.valueOf(rule.get("text")))
                            : ""));
        }
        return ContextText.manifest(
                number(manifest, "used"),
                number(manifest, "budget"),
                number(manifest, "envelope"),
                String.valueOf(manifest.get("counter")),
                rows);
    }

    private static List<Map<String, Object>> objects(@Nullable Object list) {
        List<Map<String, Object>> objects = new ArrayList<>();
        if (list instanceof List<?> all) {
            for (Object one : all) {
                if (one instanceof Map<?, ?>) {
                    objects.add(Json.object(one));
                }
            }
        }
        return objects;
    }

    private static long number(Map<String, Object> object, String name) {
        return object.get(name) instanceof Number number ? number.longValue() : 0;
    }
}
