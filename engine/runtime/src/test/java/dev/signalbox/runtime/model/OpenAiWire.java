package dev.signalbox.runtime.model;

import com.sun.net.httpserver.HttpExchange;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Requests and answers of OpenAI's {@code POST /v1/chat/completions}, as its reference documents them. */
final class OpenAiWire {
    static final Map<String, String> HEADERS = Map.of(
            "openai-version", "2020-10-01",
            "x-request-id", "req_0123456789abcdef",
            "x-ratelimit-remaining-requests", "59");

    private static final Set<String> KNOWN = Set.of(
            "model",
            "messages",
            "temperature",
            "max_tokens",
            "max_completion_tokens",
            "response_format",
            "prompt_cache_key",
            "stream",
            "n");

    private OpenAiWire() {}

    /** What a real server would refuse the request for, in its words; null for nothing. */
    static @Nullable String fault(HttpExchange exchange, Map<String, Object> request) {
        String bearer = exchange.getRequestHeaders().getFirst("Authorization");
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (!exchange.getRequestMethod().equals("POST")
                || !exchange.getRequestURI().getPath().equals("/v1/chat/completions")) {
            return "Invalid URL (" + exchange.getRequestMethod() + " " + exchange.getRequestURI() + ")";
        }
        if (bearer == null || !bearer.startsWith("Bearer ") || bearer.isBlank()) {
            return "You didn't provide an API key.";
        }
        if (type == null || !type.startsWith("application/json")) {
            return "Unsupported content type '" + type + "'";
        }
        for (String key : request.keySet()) {
            if (!KNOWN.contains(key)) {
                return "Unrecognized request argument supplied: " + key;
            }
        }
        if (!(request.get("model") instanceof String)) {
            return "you must provide a model parameter";
        }
        if (request.containsKey("max_tokens") && request.containsKey("max_completion_tokens")) {
            return "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.";
        }
        if (request.get("temperature") instanceof Number warm && (warm.doubleValue() < 0 || warm.doubleValue() > 2)) {
            return "Invalid 'temperature': expected a value between 0 and 2.";
        }
        String messages = messages(request.get("messages"));
        return messages == null ? format(request) : messages;
    }

    private static @Nullable String messages(@Nullable Object messages) {
        if (!(messages instanceof List<?> list) || list.isEmpty()) {
            return "Invalid 'messages': empty array.";
        }
        for (Object each : list) {
            Map<String, Object> message = Json.object(each);
            Object role = message.get("role");
            Object content = message.get("content");
            if (!Set.of("system", "user", "assistant").contains(String.valueOf(role))) {
                return "Invalid value: '" + role + "'.";
            }
            if (content instanceof List<?> parts) {
                if (parts.isEmpty() || parts.stream().anyMatch(part -> !part(Json.object(part)))) {
                    return "Invalid content part.";
                }
            } else if (!(content instanceof String text) || text.isEmpty()) {
                return "Invalid value for 'content': expected a string, got null.";
            }
        }
        return null;
    }

    private static boolean part(Map<String, Object> part) {
        return switch (String.valueOf(part.get("type"))) {
            case "text" -> part.get("text") instanceof String;
            case "image_url" -> part.get("image_url") instanceof Map<?, ?>;
            case "file" -> part.get("file") instanceof Map<?, ?>;
            default -> false;
        };
    }

    private static @Nullable String format(Map<String, Object> request) {
        if (!(request.get("response_format") instanceof Map<?, ?> map)) {
            return request.containsKey("response_format") ? "Invalid type for 'response_format'." : null;
        }
        Map<String, Object> format = Json.object(map);
        switch (String.valueOf(format.get("type"))) {
            case "text" -> {
                return null;
            }
            case "json_object" -> {
                return JsonText.write(request.get("messages"))
                                .toLowerCase(Locale.ROOT)
                                .contains("json")
                        ? null
                        : "'messages' must contain the word 'json' in some form, to use 'response_format' of type"
                                + " 'json_object'.";
            }
            case "json_schema" -> {
                Map<String, Object> named = Json.object(format.get("json_schema"));
                if (!(named.get("name") instanceof String name) || !name.matches("[A-Za-z0-9_-]{1,64}")) {
                    return "Invalid 'response_format.json_schema.name'.";
                }
                if (!Boolean.TRUE.equals(named.get("strict"))) {
                    return "strict is not set";
                }
                List<String> faults = StrictRules.openAi(Json.object(named.get("schema")));
                return faults.isEmpty()
                        ? null
                        : "Invalid schema for response_format '" + name + "': " + String.join(" ", faults);
            }
            default -> {
                return "Invalid value for 'response_format.type'.";
            }
        }
    }

    static @Nullable Object schema(Map<String, Object> request) {
        return request.get("response_format") instanceof Map<?, ?> format
                        && format.get("json_schema") instanceof Map<?, ?> json
                ? json.get("schema")
                : null;
    }

    /** 1,000 tokens of input, 400 of them cached, and 50 of output. */
    static String completion(@Nullable String text, @Nullable String refusal, String finish) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", "assistant");
        message.put("content", text == null ? Json.NULL : text);
        message.put("refusal", refusal == null ? Json.NULL : refusal);
        message.put("annotations", List.of());
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("index", 0L);
        choice.put("message", message);
        choice.put("logprobs", Json.NULL);
        choice.put("finish_reason", finish);
        Map<String, Object> usage = new LinkedHashMap<>();
        usage.put("prompt_tokens", 1000L);
        usage.put("completion_tokens", 50L);
        usage.put("total_tokens", 1050L);
        usage.put("prompt_tokens_details", Map.of("cached_tokens", 400L, "audio_tokens", 0L));
        usage.put("completion_tokens_details", Map.of("reasoning_tokens", 12L, "audio_tokens", 0L));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", "chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT");
        body.put("object", "chat.completion");
        body.put("created", 1741569952L);
        body.put("model", "gpt-5-mini-2025-08-07");
        body.put("choices", List.of(choice));
        body.put("usage", usage);
        body.put("service_tier", "default");
        body.put("system_fingerprint", Json.NULL);
        return JsonText.write(body);
    }

    static String error(String type, @Nullable String param, @Nullable String code, String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", message);
        error.put("type", type);
        error.put("param", param == null ? Json.NULL : param);
        error.put("code", code == null ? Json.NULL : code);
        return JsonText.write(Map.of("error", error));
    }
}
