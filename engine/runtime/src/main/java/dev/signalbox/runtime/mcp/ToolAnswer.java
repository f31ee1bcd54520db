package dev.signalbox.runtime.mcp;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.dsl.value.JsonTextException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a tool's answer means. {@code structuredContent} is the result where there is one; else the texts of {@code content}, one
 * under the other, read as JSON where the action's {@code returns} is no text; anything else than texts makes the result
 * {@code {content: […]}} as the server gave it. {@code isError} is a failure, {@code action.error}.
 */
final class ToolAnswer {
    private static final int LONGEST_MESSAGE = 2_000;

    private ToolAnswer() {}

    /** @param asJson whether a text is to be read as JSON */
    static ActionOutcome of(Object answer, boolean asJson) {
        if (!(answer instanceof Map<?, ?>)) {
            return failed("value", "The tool's answer is no object.", null);
        }
        Map<String, Object> said = Json.object(answer);
        List<Object> content = said.get("content") instanceof List<?> items ? Json.list(items) : List.of();
        String text = text(content);
        if (Boolean.TRUE.equals(said.get("isError"))) {
            Object body = text != null ? text : Map.of("content", content);
            return failed("action.error", message(text), Map.of("body", body));
        }
        Object structured = said.get("structuredContent");
        if (structured != null && !Json.isNull(structured)) {
            return answered(structured);
        }
        if (text == null) {
            return answered(Map.of("content", content));
        }
        if (!asJson) {
            return answered(text);
        }
        try {
            return answered(JsonText.parse(text));
        } catch (JsonTextException notJson) {
            return failed(
                    "value",
                    "The tool answered with a text that is no JSON, and the action returns no text: " + clipped(text),
                    Map.of("body", text));
        }
    }

    /** The texts one under the other; null when there is something else among them. */
    private static @Nullable String text(List<Object> content) {
        List<String> texts = new ArrayList<>();
        for (Object item : content) {
            if (!(item instanceof Map<?, ?>)
                    || !"text".equals(Json.object(item).get("type"))
                    || !(Json.object(item).get("text") instanceof String text)) {
                return null;
            }
            texts.add(text);
        }
        return String.join("\n", texts);
    }

    private static String message(@Nullable String text) {
        return text == null || text.isBlank() ? "The tool says that it failed, and not why." : clipped(text);
    }

    private static String clipped(String text) {
        int end = text.offsetByCodePoints(0, Math.min(LONGEST_MESSAGE, text.codePointCount(0, text.length())));
        return text.substring(0, end);
    }

    private static ActionOutcome answered(Object result) {
        return new ActionOutcome.Answered(result, Map.of("body", result));
    }

    private static ActionOutcome failed(String kind, String message, @Nullable Object response) {
        return new ActionOutcome.Failed(kind, message, response, null);
    }
}
