package dev.signalbox.runtime.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What bodies of answers that are no 200 say, as the servers send them. */
class ProviderErrorTest {
    static Stream<Arguments> bodies() {
        return Stream.of(
                // OpenAI
                Arguments.of(
                        429,
                        OpenAiWire.error("requests", null, "rate_limit_exceeded", "Rate limit reached for gpt-5-mini"),
                        "http.429",
                        "rate_limit_exceeded",
                        "Rate limit reached for gpt-5-mini"),
                Arguments.of(
                        401,
                        OpenAiWire.error(
                                "invalid_request_error", null, "invalid_api_key", "Incorrect API key provided"),
                        "http.401",
                        "invalid_api_key",
                        "Incorrect API key provided"),
                Arguments.of(
                        400,
                        OpenAiWire.error(
                                "invalid_request_error",
                                "messages",
                                "context_length_exceeded",
                                "This model's maximum context length is 128000 tokens."),
                        "context_length",
                        "context_length_exceeded",
                        "This model's maximum context length is 128000 tokens."),
                Arguments.of(
                        400,
                        OpenAiWire.error("invalid_request_error", "messages", null, "Invalid\n 'messages'"),
                        "http.400",
                        "invalid_request_error",
                        "Invalid 'messages'"),
                // Azure's filter
                Arguments.of(
                        400,
                        "{\"error\":{\"message\":\"The response was filtered\",\"type\":null,\"param\":\"prompt\",\"code\":\"content_filter\",\"status\":400}}",
                        "refused",
                        "content_filter",
                        "The response was filtered"),
                // Anthropic
                Arguments.of(
                        529,
                        AnthropicWire.error("overloaded_error", "Overloaded"),
                        "http.529",
                        "overloaded_error",
                        "Overloaded"),
                Arguments.of(
                        400,
                        AnthropicWire.error(
                                "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum"),
                        "context_length",
                        "invalid_request_error",
                        "prompt is too long: 210000 tokens > 200000 maximum"),
                Arguments.of(
                        400,
                        AnthropicWire.error(
                                "invalid_request_error",
                                "input length and `max_tokens` exceed context limit: 198000 + 4096 > 200000"),
                        "context_length",
                        "invalid_request_error",
                        "input length and `max_tokens` exceed context limit: 198000 + 4096 > 200000"),
                // vLLM, llama.cpp, Ollama, Gemini's compatible address, a framework, a proxy
                Arguments.of(
                        400,
                        "{\"object\":\"error\",\"message\":\"This model's maximum context length is 4096 tokens.\",\"type\":\"BadRequestError\",\"code\":400}",
                        "context_length",
                        "BadRequestError",
                        "This model's maximum context length is 4096 tokens."),
                Arguments.of(
                        400,
                        "{\"error\":{\"code\":400,\"message\":\"the request exceeds the available context size\",\"type\":\"exceed_context_size_error\"}}",
                        "context_length",
                        "exceed_context_size_error",
                        "the request exceeds the available context size"),
                Arguments.of(404, "{\"error\":\"model 'qwen' not found\"}", "http.404", null, "model 'qwen' not found"),
                Arguments.of(
                        400,
                        "[{\"error\":{\"code\":400,\"message\":\"Unknown name\",\"status\":\"INVALID_ARGUMENT\"}}]",
                        "http.400",
                        "INVALID_ARGUMENT",
                        "Unknown name"),
                Arguments.of(422, "{\"detail\":\"bad form\"}", "http.422", null, "bad form"),
                Arguments.of(502, "<html><h1>Bad Gateway</h1></html>", "http.502", null, ""),
                Arguments.of(503, "upstream  connect\nerror", "http.503", null, "upstream connect error"),
                Arguments.of(500, "", "http.500", null, ""),
                Arguments.of(500, "{}", "http.500", null, ""),
                Arguments.of(500, "null", "http.500", null, "null"));
    }

    @ParameterizedTest
    @MethodSource
    void bodies(int status, String body, String kind, String code, String message) {
        ProviderError error = ProviderError.of(body);
        assertEquals(kind, error.kind(status));
        assertEquals(code, error.code());
        assertEquals(message, error.message());
    }

    @Test
    void a_long_body_is_not_repeated_whole() {
        ProviderError error = ProviderError.of("word ".repeat(500));
        assertNull(error.code());
        assertEquals(301, error.message().length());
    }

    @Test
    void a_server_that_fails_says_nothing_of_what_was_asked() {
        assertEquals("http.500", ProviderError.of("prompt is too long").kind(500));
        assertEquals("http.429", ProviderError.of("prompt is too long").kind(429));
    }
}
