package dev.signalbox.runtime.model;

import com.sun.net.httpserver.HttpExchange;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Requests and answers of Anthropic's {@code POST /v1/messages}, as its reference documents them. */
final class AnthropicWire {
    static final Map<String, String> HEADERS = Map.of("request-id", "req_018EeWyXxfu5pfWkrYcMdjWG");

    private static final Set<String> KNOWN = Set.of(
            "model",
            "messages",
            "max_tokens",
            "system",
            "temperature",
            "output_config",
            "stream",
            "stop_sequences",
            "metadata");

    private AnthropicWire() {}

    /** What a real server would refuse the request for; null for nothing. */
    static @Nullable String fault(HttpExchange exchange, Map<String, Object> request) {
        String key = exchange.getRequestHeaders().getFirst("x-api-key");
        String version = exchange.getRequestHeaders().getFirst("anthropic-version");
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (!exchange.getRequestMethod().equals("POST") || key == null || key.isBlank()) {
            return "x-api-key header is required";
        }
        if (!"2023-06-01".equals(version)) {
            return "anthropic-version: header is required";
        }
        if (type == null || !type.startsWith("application/json")) {
            return "content-type: application/json is required";
        }
        for (String name : request.keySet()) {
            if (!KNOWN.contains(name)) {
                return name + ": Extra inputs are not permitted";
            }
        }
        if (!(request.get("model") instanceof String)) {
            return "model: Field required";
        }
        if (!(request.get("max_tokens") instanceof Long most) || most < 1) {
            return "max_tokens: Field required";
        }
        if (request.get("temperature") instanceof Number warm && (warm.doubleValue() < 0 || warm.doubleValue() > 1)) {
            return "temperature: range: 0..1";
        }
        List<Map<String, Object>> blocks = new ArrayList<>();
        if (request.get("system") instanceof List<?> system) {
            system.forEach(block -> blocks.add(Json.object(block)));
        }
        String messages = messages(request.get("messages"), blocks);
        if (messages != null) {
            return messages;
        }
        String marks = blocks(blocks);
        return marks == null ? format(request) : marks;
    }

    private static @Nullable String messages(@Nullable Object messages, List<Map<String, Object>> blocks) {
        if (!(messages instanceof List<?> list) || list.isEmpty()) {
            return "messages: at least one message is required";
        }
        String before = "assistant";
        for (Object each : list) {
            Map<String, Object> message = Json.object(each);
            String role = String.valueOf(message.get("role"));
            if (!Set.of("user", "assistant").contains(role) || role.equals(before)) {
                return "messages: roles must alternate between \"user\" and \"assistant\", beginning with \"user\"";
            }
            before = role;
            if (message.get("content") instanceof List<?> content && !content.isEmpty()) {
                content.forEach(block -> blocks.add(Json.object(block)));
            } else if (!(message.get("content") instanceof String text) || text.isBlank()) {
                return "messages: all messages must have non-empty content";
            }
        }
        return before.equals("user") ? null : "the conversation must end with a user message";
    }

    private static @Nullable String blocks(List<Map<String, Object>> blocks) {
        int marks = 0;
        for (Map<String, Object> block : blocks) {
            String type = String.valueOf(block.get("type"));
            if (type.equals("text")) {
                if (!(block.get("text") instanceof String text) || text.isBlank()) {
                    return "messages: text content blocks must contain non-whitespace text";
                }
            } else if (!Set.of("image", "document").contains(type)) {
                return "Input tag '" + type + "' found using 'type' does not match any of the expected tags";
            }
            if (block.get("cache_control") instanceof Map<?, ?> mark) {
                marks++;
                if (!mark.equals(Map.of("type", "ephemeral"))) {
                    return "cache_control.type: Input should be 'ephemeral'";
                }
            }
        }
        return marks > 4 ? "A maximum of 4 blocks with cache_control may be provided. Found " + marks + "." : null;
    }

    private static @Nullable String format(Map<String, Object> request) {
        if (!request.containsKey("output_config")) {
            return null;
        }
        if (!(Json.object(request.get("output_config")).get("format") instanceof Map<?, ?> map)
                || !"json_schema".equals(map.get("type"))) {
            return "output_config.format.type: Input should be 'json_schema'";
        }
        List<String> faults = StrictRules.anthropic(Json.object(Json.object(map).get("schema")));
        return faults.isEmpty() ? null : "output_config.format.schema: " + String.join(" ", faults);
    }

    static @Nullable Object schema(Map<String, Object> request) {
        return request.get("output_config") instanceof Map<?, ?> config
                        && config.get("format") instanceof Map<?, ?> format
                ? format.get("schema")
                : null;
    }

    /** 500 tokens of fresh input, 400 read from the cache, 100 written into it, and 50 of output. */
    static String message(String text, String stop) {
        Map<String, Object> usage = new LinkedHashMap<>();
        usage.put("input_tokens", 500L);
        usage.put("cache_creation_input_tokens", 100L);
        usage.put("cache_read_input_tokens", 400L);
        usage.put("cache_creation", Map.of("ephemeral_5m_input_tokens", 100L, "ephemeral_1h_input_tokens", 0L));
        usage.put("output_tokens", 50L);
        usage.put("service_tier", "standard");
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", "msg_01XFDUDYJgAACzvnptvVoYEL");
        body.put("type", "message");
        body.put("role", "assistant");
        body.put("model", "claude-sonnet-4-5-20250929");
        body.put("content", text.isEmpty() ? List.of() : List.of(Map.of("type", "text", "text", text)));
        body.put("stop_reason", stop);
        body.put("stop_sequence", Json.NULL);
        body.put("usage", usage);
        return JsonText.write(body);
    }

    static String error(String type, String message) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "error");
        body.put("error", Map.of("type", type, "message", message));
        body.put("request_id", "req_011CSHoEeqs5C35K2UUqR7Fy");
        return JsonText.write(body);
    }
}
