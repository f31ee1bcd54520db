package dev.signalbox.runtime.model;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.effect.Message;
import dev.signalbox.dsl.model.Workspace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Spells a question in its provider's protocol, by langchain4j. */
final class ChatRequests {
    /** Anthropic wants a bound on every reply; the context compiler keeps as much of the window free. */
    private static final int REPLY = 4096;

    /** OpenAI's names of models that know max_completion_tokens alone, with a gateway's prefix or without. */
    private static final Pattern REASONING = Pattern.compile("(^|/)(gpt-([5-9]|\\d\\d)|o\\d)");

    private ChatRequests() {}

    static ChatRequest request(Effect.ModelCall call, ReplyForm form) {
        ChatRequest.Builder request = ChatRequest.builder().messages(messages(call, form));
        if (form.format() != null) {
            request.responseFormat(form.format());
        }
        return request.build();
    }

    private static List<ChatMessage> messages(Effect.ModelCall call, ReplyForm form) {
        List<ChatMessage> messages = new ArrayList<>();
        for (Message message : call.messages()) {
            messages.add(
                    switch (message.role()) {
                        case SYSTEM -> SystemMessage.from(message.text());
                        case USER -> ShownMedia.user(message, call.media());
                        case ASSISTANT -> AiMessage.from(form.wrap(message.text()));
                    });
        }
        String words = form.instruction();
        if (!words.isEmpty()) {
            if (messages.getFirst() instanceof SystemMessage system) {
                messages.set(0, SystemMessage.from(system.text() + "\n\n" + words));
            } else {
                messages.addFirst(SystemMessage.from(words));
            }
        }
        return messages;
    }

    static ChatModel model(
            Effect.ModelCall call, Workspace.Model model, Access access, HttpClientBuilder wire, Duration timeout) {
        return switch (model.provider()) {
            case OPENAI -> openAi(call, model, access, wire, timeout);
            case ANTHROPIC -> anthropic(call, model, access, wire, timeout);
            case RECORDED, PERSON -> throw new IllegalArgumentException("not asked here: " + model.provider());
        };
    }

    private static ChatModel openAi(
            Effect.ModelCall call, Workspace.Model model, Access access, HttpClientBuilder wire, Duration timeout) {
        var builder = OpenAiChatModel.builder()
                .httpClientBuilder(wire)
                .modelName(String.valueOf(model.model()))
                .timeout(timeout)
                .strictJsonSchema(true)
                .maxRetries(0);
        if (access.baseUrl() != null) {
            builder.baseUrl(access.baseUrl());
        }
        if (access.key() != null) {
            builder.apiKey(access.key());
        }
        if (call.temperature() != null) {
            builder.temperature(call.temperature());
        }
        if (call.maxOutput() != null) {
            // OpenAI's newer models refuse max_tokens, through a gateway too; other servers often know nothing else.
            if (access.baseUrl() == null
                    || access.baseUrl().contains("openai.com")
                    || REASONING.matcher(String.valueOf(model.model())).find()) {
                builder.maxCompletionTokens(call.maxOutput());
            } else {
                builder.maxTokens(call.maxOutput());
            }
        }
        if (model.promptCacheKey()) {
            // The questions of one state begin alike; of one model they need not.
            String key = call.flow() + "/" + call.step().state();
            builder.customParameters(Map.of("prompt_cache_key", key));
        }
        return builder.build();
    }

    private static ChatModel anthropic(
            Effect.ModelCall call, Workspace.Model model, Access access, HttpClientBuilder wire, Duration timeout) {
        var builder = AnthropicChatModel.builder()
                .httpClientBuilder(wire)
                .modelName(String.valueOf(model.model()))
                .apiKey(access.key() == null ? "none" : access.key())
                .maxTokens(call.maxOutput() == null ? REPLY : call.maxOutput())
                .timeout(timeout)
                .maxRetries(0);
        if (access.baseUrl() != null) {
            builder.baseUrl(access.baseUrl());
        }
        if (call.temperature() != null) {
            builder.temperature(call.temperature());
        }
        return builder.build();
    }
}
