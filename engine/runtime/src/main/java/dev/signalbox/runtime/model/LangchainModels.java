package dev.signalbox.runtime.model;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.core.command.Charge;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.port.Environment;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's and Anthropic's protocols, spelled by langchain4j ({@link ChatRequests}) and read here ({@link
 * ProviderReply}, {@link ProviderError}). One call is one request: nothing is retried here, but for a server that refuses
 * the form of the reply (400, 422), which gets it once more as words of the prompt; that is remembered for the model. Keys
 * are rendered at each use and are in no message.
 */
final class LangchainModels {
    /** When the question sets no time-out. */
    static final Duration TIMEOUT = Duration.ofMinutes(2);

    private static final int LONGEST_WORDS = 500;

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
        ReplyForm words = new ReplyForm.Words(call.schema());
        ReplyForm form = schemaInPrompt.contains(remembered) ? words : ReplyForm.of(call.schema(), model);
        ModelOutcome outcome = once(call, model, access, form);
        if (!(form instanceof ReplyForm.Words) && refusesForm(outcome)) {
            outcome = once(call, model, access, words);
            if (outcome instanceof ModelOutcome.Replied) {
                schemaInPrompt.add(remembered);
            }
        }
        return outcome;
    }

    /** The server of llama-cpp-python answers a form of reply that it does not know with 500, and names the field. */
    private static boolean refusesForm(ModelOutcome outcome) {
        return outcome instanceof ModelOutcome.Failed failed
                && switch (failed.kind()) {
                    case "http.400", "http.422" -> true;
                    case "http.500" -> failed.message().contains("response_format");
                    default -> false;
                };
    }

    private ModelOutcome once(Effect.ModelCall call, Workspace.Model model, Access access, ReplyForm form)
            throws InterruptedException {
        Duration timeout = call.timeout() == null ? TIMEOUT : call.timeout();
        Wire.Exchange exchange = new Wire.Exchange(timeout, finish(call, model));
        ChatRequest request = ChatRequests.request(call, form);
        try {
            ChatModel chat = ChatRequests.model(call, model, access, Wire.builder(client, exchange), timeout);
            chat.chat(request);
        } catch (RuntimeException e) {
            ModelOutcome lost = lost(e, model, access, timeout);
            if (lost != null) {
                return lost;
            }
            // Langchain4j could not read the answer, or would not; what it came to is read below.
        }
        String body = exchange.answer();
        ProviderReply reply = body == null ? null : ProviderReply.of(model.provider(), body);
        return reply == null ? strange(model) : outcome(call, reply, model, access, form);
    }

    private static UnaryOperator<String> finish(Effect.ModelCall call, Workspace.Model model) {
        return model.provider() == Workspace.Provider.ANTHROPIC
                ? CachePoints.of(call.messages())::mark
                : UnaryOperator.identity();
    }

    private static ModelOutcome outcome(
            Effect.ModelCall call, ProviderReply reply, Workspace.Model model, Access access, ReplyForm form) {
        String name = "Model `" + model.name() + "`";
        UsedTokens used = reply.used() == null ? UsedTokens.counted(call, model, reply.text()) : reply.used();
        Charge charged = reply.used() == null ? null : reply.used().charge(model);
        return switch (reply.ending()) {
            case COMPLETE ->
                new ModelOutcome.Replied(
                        form.unwrap(reply.text()),
                        model.name().value(),
                        used.input(),
                        used.output(),
                        used.cached(),
                        used.cost(model.price()),
                        used.writtenOrNull());
            case REFUSED -> new ModelOutcome.Failed("refused", refusal(name, reply.text(), access), null, charged);
            case CUT_OFF ->
                new ModelOutcome.Failed(
                        "cut_off",
                        "The reply of model `" + model.name()
                                + "` was cut off at its limit of tokens; a larger max_output lets it finish.",
                        null,
                        charged);
            case PAUSED ->
                new ModelOutcome.Failed("cut_off", name + " paused in the middle of its reply.", null, charged);
            case CONTEXT_LENGTH ->
                new ModelOutcome.Failed(
                        "context_length",
                        name + " reached the end of its window in the middle of its reply; a smaller context, or a"
                                + " model with a larger window, lets it finish.",
                        null,
                        charged);
            case EMPTY -> new ModelOutcome.Failed("empty", name + " said nothing.", null, charged);
        };
    }

    private static String refusal(String name, String words, Access access) {
        return safe(name + " refused to answer" + (words.isBlank() ? "." : ": " + words.strip()), access);
    }

    private static ModelOutcome strange(Workspace.Model model) {
        String message = "Model `" + model.name()
                + "` answered with something that is no reply of its protocol; is its base_url right?";
        return new ModelOutcome.Failed("connection", message, null);
    }

    /** What the exchange failed of; null when an answer came. */
    private static @Nullable ModelOutcome lost(
            RuntimeException e, Workspace.Model model, Access access, Duration timeout) throws InterruptedException {
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
                                "connection", safe(name + " cannot be reached: " + lost.getMessage(), access), null);
                };
            }
            if (at instanceof Wire.Refused refused) {
                return refused(name, refused, access);
            }
        }
        return null;
    }

    private static ModelOutcome refused(String name, Wire.Refused answer, Access access) {
        ProviderError error = ProviderError.of(String.valueOf(answer.getMessage()));
        String kind = error.kind(answer.statusCode());
        String said = error.message().isEmpty() ? "" : ": " + error.message();
        String message = switch (kind) {
            case "refused" -> name + " refused to answer" + (said.isEmpty() ? "." : said);
            case "context_length" ->
                name + " says that the question does not fit its window" + (said.isEmpty() ? "." : said);
            default -> {
                String code = error.code() == null ? "" : " (" + error.code() + ")";
                yield name + " answered with status " + answer.statusCode() + code + (said.isEmpty() ? "." : said);
            }
        };
        return new ModelOutcome.Failed(kind, safe(message, access), answer.retryAfter());
    }

    /** A server may repeat the key it was sent. */
    private static String safe(String text, Access access) {
        String safe = access.key() == null || access.key().length() < 4 ? text : text.replace(access.key(), "[key]");
        return safe.length() > LONGEST_WORDS ? safe.substring(0, LONGEST_WORDS) + "…" : safe;
    }

    private static String seconds(Duration timeout) {
        return BigDecimal.valueOf(timeout.toMillis(), 3).stripTrailingZeros().toPlainString();
    }
}
