package dev.signalbox.runtime.model;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.output.FinishReason;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.effect.Message;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.runtime.port.Environment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's and Anthropic's protocols through langchain4j. One call is one request: nothing is retried here, but for a
 * server that refuses the schema (400, 422), which gets it once more as words of the prompt; that is remembered for the
 * model. Keys are rendered at each use and are in no message.
 */
final class LangchainModels {
    /** When the question sets no time-out. */
    static final Duration TIMEOUT = Duration.ofMinutes(2);

    /** Anthropic wants a bound on every reply; the context compiler keeps as much of the window free. */
    private static final int REPLY = 4096;

    private static final int LONGEST_WORDS = 500;

    /** OpenAI's names of models that know max_completion_tokens alone, with a gateway's prefix or without. */
    private static final Pattern REASONING = Pattern.compile("(^|/)(gpt-([5-9]|\\d\\d)|o\\d)");

    private final Environment environment;
    private final Supplier<Map<String, Workspace.Secret>> secrets;
    private final java.net.http.HttpClient client = java.net.http.HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(20))
            .followRedirects(java.net.http.HttpClient.Redirect.NEVER)
            // Its own pool grows by a platform thread for each reply that comes at the same moment.
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final Set<String> schemaInPrompt = ConcurrentHashMap.newKeySet();

    LangchainModels(Environment environment, Supplier<Map<String, Workspace.Secret>> secrets) {
        this.environment = environment;
        this.secrets = secrets;
    }

    ModelOutcome ask(Effect.ModelCall call, Workspace.Model model) throws InterruptedException {
        Access access;
        try {
            access = Access.of(model, environment, secrets.get());
        } catch (Access.Missing missing) {
            return new ModelOutcome.Failed("config", String.valueOf(missing.getMessage()), null);
        }
        if (model.model() == null) {
            String message = "Model `" + model.name() + "` names no `model` of its provider in signalbox.yaml.";
            return new ModelOutcome.Failed("config", message, null);
        }
        String remembered = model.provider() + " " + access.baseUrl() + " " + model.model();
        SchemaProjection projection =
                schemaInPrompt.contains(remembered) ? null : SchemaProjection.of(call.schema(), model.provider());
        ModelOutcome outcome = once(call, model, access, projection);
        if (projection != null && refusesSchema(outcome)) {
            outcome = once(call, model, access, null);
            if (outcome instanceof ModelOutcome.Replied) {
                schemaInPrompt.add(remembered);
            }
        }
        return outcome;
    }

    /** The server of llama-cpp-python answers a form of reply that it does not know with 500, and names the field. */
    private static boolean refusesSchema(ModelOutcome outcome) {
        return outcome instanceof ModelOutcome.Failed failed
                && switch (failed.kind()) {
                    case "http.400", "http.422" -> true;
                    case "http.500" -> failed.message().contains("response_format");
                    default -> false;
                };
    }

    /** @param projection null puts the schema into the prompt */
    private ModelOutcome once(
            Effect.ModelCall call, Workspace.Model model, Access access, @Nullable SchemaProjection projection)
            throws InterruptedException {
        Duration timeout = call.timeout() == null ? TIMEOUT : call.timeout();
        ChatRequest.Builder request = ChatRequest.builder().messages(messages(call, projection));
        if (projection != null) {
            request.responseFormat(format(projection));
        }
        try {
            ChatResponse response = build(call, model, access, timeout).chat(request.build());
            return read(response, model, projection);
        } catch (RuntimeException e) {
            return failed(e, model, access, timeout);
        }
    }

    private static ResponseFormat format(SchemaProjection projection) {
        JsonSchema schema = JsonSchema.builder()
                .name("reply")
                .rootElement(JsonRawSchema.from(JsonText.write(projection.json())))
                .build();
        return ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(schema)
                .build();
    }

    private ChatModel build(Effect.ModelCall call, Workspace.Model model, Access access, Duration timeout) {
        return switch (model.provider()) {
            case OPENAI -> openAi(call, model, access, timeout);
            case ANTHROPIC -> anthropic(call, model, access, timeout);
            case RECORDED, PERSON -> throw new IllegalArgumentException("not asked here: " + model.provider());
        };
    }

    private ChatModel openAi(Effect.ModelCall call, Workspace.Model model, Access access, Duration timeout) {
        var builder = OpenAiChatModel.builder()
                .httpClientBuilder(Wire.builder(client, timeout))
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
        return builder.build();
    }

    private ChatModel anthropic(Effect.ModelCall call, Workspace.Model model, Access access, Duration timeout) {
        var builder = AnthropicChatModel.builder()
                .httpClientBuilder(Wire.builder(client, timeout))
                .modelName(String.valueOf(model.model()))
                .apiKey(access.key() == null ? "none" : access.key())
                .maxTokens(call.maxOutput() == null ? REPLY : call.maxOutput())
                .timeout(timeout)
                .cacheSystemMessages(call.messages().stream()
                        .anyMatch(message -> message.role() == Message.Role.SYSTEM
                                && message.parts().stream().allMatch(Message.Part::stable)))
                .maxRetries(0);
        if (access.baseUrl() != null) {
            builder.baseUrl(access.baseUrl());
        }
        if (call.temperature() != null) {
            builder.temperature(call.temperature());
        }
        return builder.build();
    }

    private static List<ChatMessage> messages(Effect.ModelCall call, @Nullable SchemaProjection projection) {
        List<ChatMessage> messages = new ArrayList<>();
        for (Message message : call.messages()) {
            messages.add(
                    switch (message.role()) {
                        case SYSTEM -> SystemMessage.from(message.text());
                        case USER -> UserMessage.from(message.text());
                        case ASSISTANT ->
                            AiMessage.from(projection == null ? message.text() : projection.wrap(message.text()));
                    });
        }
        String words = projection == null ? instruction(call.schema()) : "";
        if (!words.isEmpty()) {
            if (messages.getFirst() instanceof SystemMessage system) {
                messages.set(0, SystemMessage.from(system.text() + "\n\n" + words));
            } else {
                messages.addFirst(SystemMessage.from(words));
            }
        }
        return messages;
    }

    /** What stands in the prompt in a schema's place; nothing for a plain text, which needs no form. */
    private static String instruction(Object schema) {
        boolean plain = schema instanceof Map<?, ?> map
                && "string".equals(map.get("type"))
                && !map.containsKey("enum")
                && !map.containsKey("const");
        return plain
                ? ""
                : "Reply with one JSON value that satisfies this JSON Schema, and with nothing else:\n"
                        + JsonText.write(schema);
    }

    private static ModelOutcome read(ChatResponse response, Workspace.Model model, @Nullable SchemaProjection sent) {
        FinishReason finish = response.finishReason();
        if (finish == FinishReason.LENGTH) {
            String message = "The reply of model `" + model.name() + "` was cut off at its limit of tokens; "
                    + "a larger max_output lets it finish.";
            return new ModelOutcome.Failed("cut_off", message, null);
        }
        boolean refused = finish == FinishReason.CONTENT_FILTER
                // Langchain4j has no name for Anthropic's `refusal`, and we cause none of its other unnamed reasons.
                || (finish == FinishReason.OTHER && model.provider() == Workspace.Provider.ANTHROPIC);
        if (refused) {
            return new ModelOutcome.Failed("refused", "Model `" + model.name() + "` refused to answer.", null);
        }
        String text =
                response.aiMessage().text() == null ? "" : response.aiMessage().text();
        UsedTokens used = UsedTokens.of(response.tokenUsage());
        return new ModelOutcome.Replied(
                sent == null ? text : sent.unwrap(text),
                model.name().value(),
                used.input(),
                used.output(),
                used.cached(),
                used.cost(model.price()));
    }

    private static ModelOutcome failed(RuntimeException e, Workspace.Model model, Access access, Duration timeout)
            throws InterruptedException {
        String name = "Model `" + model.name() + "`";
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (at instanceof Wire.Lost lost) {
                return switch (lost.why()) {
                    case INTERRUPTED -> throw new InterruptedException();
                    case TIMEOUT ->
                        new ModelOutcome.Failed(
                                "timeout", name + " did not answer within " + seconds(timeout) + " s.", null);
                    case CONNECTION ->
                        new ModelOutcome.Failed(
                                "connection", words(name + " cannot be reached: " + lost.getMessage(), access), null);
                };
            }
            if (at instanceof Wire.Refused refused) {
                return new ModelOutcome.Failed(
                        "http." + refused.statusCode(), said(name, refused, access), refused.retryAfter());
            }
            if (at instanceof ContentFilteredException) {
                return new ModelOutcome.Failed("refused", name + " refused to answer.", null);
            }
        }
        String message = name + " answered with something that is no reply of its protocol; is its base_url right?";
        return new ModelOutcome.Failed("connection", message, null);
    }

    private static String said(String name, HttpException refused, Access access) {
        String body = String.valueOf(refused.getMessage()).strip().replaceAll("\\s+", " ");
        return words(
                name + " answered with status " + refused.statusCode() + (body.isEmpty() ? "." : ": " + body), access);
    }

    /** A server may repeat the key it was sent. */
    private static String words(String text, Access access) {
        String safe = access.key() == null || access.key().length() < 4 ? text : text.replace(access.key(), "[key]");
        return safe.length() > LONGEST_WORDS ? safe.substring(0, LONGEST_WORDS) + "…" : safe;
    }

    private static String seconds(Duration timeout) {
        return java.math.BigDecimal.valueOf(timeout.toMillis(), 3)
                .stripTrailingZeros()
                .toPlainString();
    }
}
