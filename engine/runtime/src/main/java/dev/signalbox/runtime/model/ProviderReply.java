package dev.signalbox.runtime.model;

import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.dsl.value.JsonTextException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a provider answered with status 200: OpenAI's {@code chat.completion} or Anthropic's {@code message}. Read here and not
 * by langchain4j, which keeps neither the usage of a refusal nor the reason of one it has no name for.
 *
 * @param text the reply; of a refusal the words it came with, if any
 * @param used null when the provider does not say
 */
record ProviderReply(Ending ending, String text, @Nullable UsedTokens used) {
    /** How the reply ended. */
    enum Ending {
        COMPLETE,
        REFUSED,
        CUT_OFF,
        PAUSED,
        CONTEXT_LENGTH,
        EMPTY
    }

    /** The answer, or null when the body is none of that protocol. */
    static @Nullable ProviderReply of(Workspace.Provider provider, String body) {
        Map<String, Object> answer = object(parsed(body));
        return provider == Workspace.Provider.ANTHROPIC ? anthropic(answer) : openAi(answer);
    }

    private static @Nullable ProviderReply openAi(Map<String, Object> answer) {
        List<?> choices = answer.get("choices") instanceof List<?> list ? list : List.of();
        Map<String, Object> choice = choices.isEmpty() ? Map.of() : object(choices.getFirst());
        Map<String, Object> message = object(choice.get("message"));
        if (message.isEmpty()) {
            return null;
        }
        UsedTokens used = UsedTokens.openAi(answer.get("usage"));
        if (message.get("refusal") instanceof String refusal && !refusal.isBlank()) {
            return new ProviderReply(Ending.REFUSED, refusal, used);
        }
        String text = text(message.get("content"));
        Ending ending = switch (String.valueOf(choice.get("finish_reason"))) {
            case "length" -> Ending.CUT_OFF;
            case "content_filter" -> Ending.REFUSED;
            default -> text.isBlank() ? Ending.EMPTY : Ending.COMPLETE;
        };
        return new ProviderReply(ending, ending == Ending.REFUSED ? "" : text, used);
    }

    private static @Nullable ProviderReply anthropic(Map<String, Object> answer) {
        if (!(answer.get("content") instanceof List<?> content) || !"message".equals(answer.get("type"))) {
            return null;
        }
        String text = text(content);
        Ending ending = switch (String.valueOf(answer.get("stop_reason"))) {
            case "refusal" -> Ending.REFUSED;
            case "max_tokens" -> Ending.CUT_OFF;
            case "pause_turn" -> Ending.PAUSED;
            case "model_context_window_exceeded" -> Ending.CONTEXT_LENGTH;
            default -> text.isBlank() ? Ending.EMPTY : Ending.COMPLETE;
        };
        return new ProviderReply(
                ending, ending == Ending.REFUSED ? "" : text, UsedTokens.anthropic(answer.get("usage")));
    }

    /** A text, or the text blocks of a list, one after the other; what a model thought aloud is no part of its reply. */
    private static String text(@Nullable Object content) {
        if (content instanceof String text) {
            return text;
        }
        return !(content instanceof List<?> blocks)
                ? ""
                : blocks.stream()
                        .map(ProviderReply::object)
                        .filter(block -> "text".equals(block.get("type")) && block.get("text") instanceof String)
                        .map(block -> (String) block.get("text"))
                        .collect(Collectors.joining());
    }

    private static @Nullable Object parsed(String body) {
        try {
            return JsonText.parse(body);
        } catch (JsonTextException e) {
            return null;
        }
    }

    private static Map<String, Object> object(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? Json.object(map) : Map.of();
    }
}
