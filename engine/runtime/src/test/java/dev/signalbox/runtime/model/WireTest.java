package dev.signalbox.runtime.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.Charge;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.effect.Message;
import dev.signalbox.core.effect.Message.Role;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.model.Workspace.Provider;
import dev.signalbox.dsl.model.Workspace.Structured;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One question and its answer in both protocols, as they are spoken: what is sent is what the provider documents, and
 * whatever comes back, or does not, is an outcome with a kind.
 */
class WireTest {
    private static final String INTENT = """
            {"enum":["refund","status"]}""";
    private static final Duration LONG = Duration.ofSeconds(30);

    private FakeProvider server;
    private Models models;

    @BeforeEach
    void start() throws IOException {
        server = new FakeProvider();
        models = Models.of(Calls.environment(Map.of("KEY", "sk-very-secret")), Map::of, () -> ReplyBook.EMPTY);
    }

    @AfterEach
    void stop() {
        assertEquals(List.of(), server.faults);
        server.close();
    }

    private ModelOutcome ask(Provider provider, Effect.ModelCall call) throws InterruptedException {
        return models.ask(call, Calls.models(Calls.model("fast", provider, server.url())));
    }

    private ModelOutcome.Failed fails(Provider provider, Duration timeout) throws InterruptedException {
        return assertInstanceOf(ModelOutcome.Failed.class, ask(provider, Calls.ask(INTENT, timeout)));
    }

    private String replied(Provider provider, Workspace.Model model, String schema) throws InterruptedException {
        ModelOutcome outcome = models.ask(Calls.ask(schema, null), Calls.models(model));
        return assertInstanceOf(ModelOutcome.Replied.class, outcome, () -> provider + " " + outcome)
                .text();
    }

    private FakeProvider says(Provider provider, String text) {
        return provider == Provider.OPENAI ? server.openAi(text, "stop") : server.anthropic(text, "end_turn");
    }

    private static Charge charge(Provider provider) {
        return provider == Provider.OPENAI
                ? new Charge("fast", 1000, 50, 400, null, (600 + 40 + 500) / 1e6)
                : new Charge("fast", 1000, 50, 400, 100L, (500 + 40 + 200 + 500) / 1e6);
    }

    private String prompt() {
        return JsonText.write(server.last());
    }

    // What is said of the reply.

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC"})
    void words_alone_say_it_where_the_workspace_wants_so(Provider provider) throws InterruptedException {
        says(provider, "Sure: refund");
        Workspace.Model model = Calls.structured(Calls.model("fast", provider, server.url()), Structured.PROMPT);
        assertEquals("Sure: refund", replied(provider, model, INTENT));
        assertNull(server.last().get("response_format"));
        assertNull(server.last().get("output_config"));
        assertTrue(prompt().contains("satisfies this JSON Schema"), this::prompt);
    }

    @Test
    void any_object_is_asked_for_with_the_schema_in_the_prompt() throws InterruptedException {
        Workspace.Model model = Calls.structured(Calls.model("fast", Provider.OPENAI, server.url()), Structured.JSON);
        says(Provider.OPENAI, "{\"value\":\"refund\"}");
        assertEquals("\"refund\"", replied(Provider.OPENAI, model, INTENT));
        assertEquals(Map.of("type", "json_object"), server.last().get("response_format"));
        assertTrue(prompt().contains("value"), "what is no object stands in one");

        says(Provider.OPENAI, "{\"a\":1}");
        assertEquals(
                "{\"a\":1}",
                replied(Provider.OPENAI, model, "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"}}}"));
        says(Provider.OPENAI, "{\"value\":\"free words\"}");
        assertEquals("\"free words\"", replied(Provider.OPENAI, model, "{\"type\":\"string\"}"));
        says(Provider.OPENAI, "{\"value\":[{\"kids\":[]}]}");
        String tree = "{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/N\"},\"$defs\":{\"N\":{\"type\":\"object\","
                + "\"properties\":{\"kids\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/N\"}}}}}}";
        assertEquals("[{\"kids\":[]}]", replied(Provider.OPENAI, model, tree));
        assertTrue(prompt().contains("\\\"$defs\\\":{\\\"N\\\""), "references still lead somewhere: " + prompt());
    }

    @Test
    void a_server_without_a_json_mode_gets_words() throws InterruptedException {
        Workspace.Model model = Calls.structured(Calls.model("fast", Provider.OPENAI, server.url()), Structured.JSON);
        server.openAiError(400, "invalid_request_error", null, "response_format is not supported", Map.of());
        says(Provider.OPENAI, "refund");
        assertEquals("refund", replied(Provider.OPENAI, model, INTENT));
        says(Provider.OPENAI, "status");
        assertEquals("status", replied(Provider.OPENAI, model, INTENT));
        assertEquals(3, server.requests.size(), "it is remembered");
    }

    @Test
    void which_questions_begin_alike_is_told_where_the_workspace_wants_so() throws InterruptedException {
        says(Provider.OPENAI, "{\"value\":\"refund\"}");
        says(Provider.OPENAI, "{\"value\":\"refund\"}");
        Workspace.Model model = Calls.model("fast", Provider.OPENAI, server.url());
        replied(Provider.OPENAI, model, INTENT);
        assertNull(server.last().get("prompt_cache_key"));
        replied(Provider.OPENAI, Calls.keyed(model), INTENT);
        assertEquals("desk/classify", server.last().get("prompt_cache_key"));
    }

    @Test
    void anthropic_is_told_where_the_question_begins_to_change() throws InterruptedException {
        says(Provider.ANTHROPIC, "{\"value\":\"refund\"}");
        List<Message> messages = List.of(
                Calls.said(Role.SYSTEM, "You sort."),
                new Message(
                        Role.USER,
                        List.of(
                                new Message.Part("policy", "The policy.", true),
                                new Message.Part("", "Which? ", true),
                                new Message.Part("ticket", "money back", false))));
        ask(Provider.ANTHROPIC, Calls.ask(INTENT, null, messages));
        Map<String, Object> mark = Map.of("type", "ephemeral");
        assertEquals(
                List.of(Map.of("type", "text", "text", "You sort.", "cache_control", mark)),
                server.last().get("system"));
        assertEquals(
                List.of(
                        Map.of("type", "text", "text", "The policy.Which? ", "cache_control", mark),
                        Map.of("type", "text", "text", "money back")),
                Json.object(Json.list(server.last().get("messages")).getFirst()).get("content"));
    }

    // What comes back.

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC"})
    void a_reply_comes_with_all_that_it_used(Provider provider) throws InterruptedException {
        says(provider, "{\"value\":\"refund\"}").inPieces();
        Charge used = charge(provider);
        assertEquals(
                new ModelOutcome.Replied("\"refund\"", "fast", 1000, 50, 400, used.costUsd(), used.writtenTokens()),
                ask(provider, Calls.ask(INTENT, LONG)));
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI, content_filter, refused",
        "OPENAI, length, cut_off",
        "OPENAI, stop, empty",
        "ANTHROPIC, refusal, refused",
        "ANTHROPIC, max_tokens, cut_off",
        "ANTHROPIC, pause_turn, cut_off",
        "ANTHROPIC, model_context_window_exceeded, context_length",
        "ANTHROPIC, end_turn, empty"
    })
    void what_is_no_reply_has_a_kind_and_what_it_was_charged(Provider provider, String reason, String kind)
            throws InterruptedException {
        if (provider == Provider.OPENAI) {
            server.openAi("", reason);
        } else {
            server.anthropic("", reason);
        }
        ModelOutcome.Failed failed = fails(provider, LONG);
        assertEquals(kind, failed.kind());
        assertEquals(charge(provider), failed.charged());
        assertEquals(1, server.requests.size());
    }

    @Test
    void a_refusal_under_a_schema_comes_as_if_all_were_well() throws InterruptedException {
        server.openAiRefusal("I'm sorry, I can't help with that.");
        ModelOutcome.Failed failed = fails(Provider.OPENAI, LONG);
        assertEquals("refused", failed.kind());
        assertEquals("Model `fast` refused to answer: I'm sorry, I can't help with that.", failed.message());
        assertEquals(charge(Provider.OPENAI), failed.charged());
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC"})
    void an_error_is_told_in_the_providers_own_words(Provider provider) throws InterruptedException {
        boolean openAi = provider == Provider.OPENAI;
        Map<String, String> pause = Map.of("Retry-After", "7");
        if (openAi) {
            server.openAiError(429, "tokens", "rate_limit_exceeded", "Limit 30000, Used 29000.", pause);
        } else {
            server.anthropicError(429, "rate_limit_error", "Limit 30000, Used 29000.", pause);
        }
        assertEquals(
                new ModelOutcome.Failed(
                        "http.429",
                        "Model `fast` answered with status 429 ("
                                + (openAi ? "rate_limit_exceeded" : "rate_limit_error") + "): Limit 30000, Used 29000.",
                        Duration.ofSeconds(7)),
                fails(provider, LONG));
        assertEquals(1, server.requests.size(), "nothing is retried here");
    }

    @ParameterizedTest
    @CsvSource({"7, 7000", "0.5, 500", "99999, 3600000", "'Mon, 02 Mar 2020 12:00:30 GMT', 0", "soon, -1"})
    void a_pause_is_so_many_seconds_up_to_an_hour(String after, long millis) throws InterruptedException {
        server.openAiError(429, "requests", null, "slow down", Map.of("Retry-After", after));
        Duration asked = fails(Provider.OPENAI, LONG).retryAfter();
        assertEquals(millis, asked == null ? -1 : asked.toMillis());
    }

    @Test
    void a_pause_until_a_date_is_counted_from_the_servers_own_date() throws InterruptedException {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(10));
        server.anthropicError(429, "rate_limit_error", "slow down", Map.of("Retry-After", date));
        Duration asked = fails(Provider.ANTHROPIC, LONG).retryAfter();
        assertNotNull(asked);
        assertTrue(asked.toMinutes() == 9 || asked.equals(Duration.ofMinutes(10)), asked::toString);
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC"})
    void a_question_that_is_too_long_is_not_asked_again_in_more_words(Provider provider) throws InterruptedException {
        if (provider == Provider.OPENAI) {
            server.openAiError(
                    400,
                    "invalid_request_error",
                    "context_length_exceeded",
                    "This model's maximum context length is 128000 tokens.",
                    Map.of());
        } else {
            server.anthropicError(
                    400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum", Map.of());
        }
        ModelOutcome.Failed failed = fails(provider, LONG);
        assertEquals("context_length", failed.kind());
        assertTrue(
                failed.message().startsWith("Model `fast` says that the question does not fit its window: "),
                failed.message());
        assertEquals(1, server.requests.size());
    }

    // What does not come.

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC"})
    void a_slow_answer_that_comes_in_time_is_one(Provider provider) throws Exception {
        says(provider, "{\"value\":\"refund\"}").heldBack();
        AtomicReference<ModelOutcome> outcome = new AtomicReference<>();
        Thread asking = Thread.startVirtualThread(() -> {
            try {
                outcome.set(ask(provider, Calls.ask(INTENT, LONG)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertTrue(server.asked.await(30, TimeUnit.SECONDS));
        assertNull(outcome.get());
        server.release();
        asking.join();
        assertInstanceOf(ModelOutcome.Replied.class, outcome.get());
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC"})
    void whoever_is_silent_stalls_or_drips_for_ever_times_out(Provider provider) throws Exception {
        server.hangs().stalls().drips();
        for (int i = 0; i < 3; i++) {
            assertEquals("timeout", fails(provider, Duration.ofMillis(150)).kind());
        }
        assertTrue(server.hungUp.await(30, TimeUnit.SECONDS), "a call that timed out still listens");
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC"})
    void what_breaks_off_is_half_or_is_too_much_is_no_reply(Provider provider) throws InterruptedException {
        server.breaks()
                .breaksOff()
                .then(200, "{\"id\":\"x\",\"choices\":[{", Map.of())
                .huge();
        for (int i = 1; i <= 4; i++) {
            ModelOutcome.Failed failed = fails(provider, LONG);
            assertEquals("connection", failed.kind());
            assertNull(failed.charged());
            assertEquals(i, server.requests.size());
            assertEquals(i == 4, failed.message().contains("larger than"), failed.message());
        }
    }

    @Test
    void where_nobody_listens_the_address_is_told() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0)) {
            port = taken.getLocalPort();
        }
        Workspace.Model lonely = Calls.model("fast", Provider.OPENAI, "http://127.0.0.1:" + port + "/v1");
        ModelOutcome.Failed failed =
                assertInstanceOf(ModelOutcome.Failed.class, models.ask(Calls.ask(INTENT, LONG), Calls.models(lonely)));
        assertEquals("connection", failed.kind());
        assertTrue(
                failed.message().endsWith("cannot be reached: no connection to 127.0.0.1:" + port), failed.message());
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC"})
    void the_answer_of_the_other_protocol_is_none(Provider provider) throws InterruptedException {
        if (provider == Provider.OPENAI) {
            server.anthropic("refund", "end_turn");
        } else {
            server.openAi("refund", "stop");
        }
        ModelOutcome.Failed failed = fails(provider, LONG);
        assertEquals("connection", failed.kind());
        assertFalse(failed.message().contains("refund"), failed.message());
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC"})
    void an_interrupt_ends_the_call_and_hangs_up(Provider provider) throws Exception {
        server.drips();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread asking = Thread.startVirtualThread(() -> {
            try {
                ask(provider, Calls.ask(INTENT, LONG));
            } catch (InterruptedException e) {
                thrown.set(e);
            }
        });
        assertTrue(server.asked.await(30, TimeUnit.SECONDS));
        asking.interrupt();
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> asking.join());
        assertInstanceOf(InterruptedException.class, thrown.get());
        assertTrue(server.hungUp.await(30, TimeUnit.SECONDS));
        assertNotNull(server.last());
    }
}
