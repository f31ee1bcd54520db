package dev.signalbox.runtime.model;

import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.dsl.value.JsonTextException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the body of an answer that is no 200, in the provider's own words: OpenAI's and Anthropic's {@code error}, and
 * what compatible servers make of it.
 *
 * @param code the provider's word for it: {@code rate_limit_exceeded}, {@code overloaded_error}; null for none
 * @param message one sentence, or the beginning of a body that is no JSON; empty for none
 */
record ProviderError(@Nullable String code, String message) {
    private static final int LONGEST = 300;

    /** OpenAI's and Azure's codes of an answer that a filter held back. */
    private static final Set<String> FILTERED = Set.of("content_filter", "content_policy_violation");

    /** llama.cpp has a word of its own; others say it in a sentence, and Anthropic does. */
    private static final Set<String> TOO_LONG = Set.of("context_length_exceeded", "exceed_context_size_error");

    private static final Pattern TOO_LONG_IN_WORDS = Pattern.compile(
            "prompt is too long|maximum context length|exceeds? (the )?(available |maximum )?context"
                    + "|exceed context limit|input token count .* exceeds",
            Pattern.CASE_INSENSITIVE);

    static ProviderError of(String body) {
        Object json;
        try {
            json = JsonText.parse(body.strip());
        } catch (JsonTextException e) {
            return new ProviderError(null, body.stripLeading().startsWith("<") ? "" : line(body));
        }
        Object first = json instanceof List<?> list && !list.isEmpty() ? list.getFirst() : json;
        if (!(first instanceof Map<?, ?> map)) {
            return new ProviderError(null, line(body));
        }
        Map<String, Object> outer = Json.object(map);
        Object error = outer.get("error");
        Map<String, Object> inner = error instanceof Map<?, ?> object ? Json.object(object) : outer;
        String message = first(inner, "message", "detail");
        return new ProviderError(
                code(inner), message != null ? line(message) : error instanceof String text ? line(text) : "");
    }

    /** {@code refused}, {@code context_length}, or {@code http.} and the status. */
    String kind(int status) {
        if (status >= 400 && status < 500 && status != 429) {
            if (code != null && FILTERED.contains(code)) {
                return "refused";
            }
            if ((code != null && TOO_LONG.contains(code))
                    || TOO_LONG_IN_WORDS.matcher(message).find()) {
                return "context_length";
            }
        }
        return "http." + status;
    }

    /** A word: some servers repeat the status in its place. */
    private static @Nullable String code(Map<String, Object> error) {
        for (String key : List.of("code", "type", "status")) {
            if (error.get(key) instanceof String word && word.matches("[A-Za-z_][A-Za-z0-9_.-]{0,63}")) {
                return word;
            }
        }
        return null;
    }

    private static @Nullable String first(Map<String, Object> object, String... keys) {
        for (String key : keys) {
            if (object.get(key) instanceof String text && !text.isBlank()) {
                return text;
            }
        }
        return null;
    }

    private static String line(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
