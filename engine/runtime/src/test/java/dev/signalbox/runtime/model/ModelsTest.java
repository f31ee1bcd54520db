package dev.signalbox.runtime.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.effect.Message;
import dev.signalbox.core.reply.Parsed;
import dev.signalbox.core.reply.ReplyParser;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.model.Workspace.Provider;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModelsTest {
    private static final String REFUND = """
            {"type":"object","required":["amount"],"properties":{
             "amount":{"type":"number","minimum":0,"maximum":5000},
             "reason":{"type":"string","maxLength":400},
             "lines":{"type":"array","items":{"$ref":"#/$defs/Line"}}},
             "$defs":{"Line":{"type":"object","required":["sku"],"properties":{
               "sku":{"type":"string"},"color":{"enum":["red","blue"]}}}}}""";
    private static final String CHOICE = """
            {"oneOf":[
             {"type":"object","required":["choice","a"],"additionalProperties":false,"properties":{
               "choice":{"const":"add"},"a":{"type":"number"},"note":{"type":"string"}}},
             {"type":"object","required":["choice"],"additionalProperties":false,"properties":{
               "choice":{"const":"done"}}}]}""";
    private static final String INTENT = """
            {"enum":["refund","status"]}""";
    private static final String TREE = """
            {"$ref":"#/$defs/N","$defs":{"N":{"type":"object","required":["kids"],"properties":{
             "kids":{"type":"array","items":{"$ref":"#/$defs/N"}}}}}}""";

    private FakeProvider server;
    private Models models;

    @BeforeEach
    void start() throws IOException {
        server = new FakeProvider();
        models = Models.of(Calls.environment(Map.of("KEY", "sk-very-secret")), Map::of, () -> ReplyBook.EMPTY);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private ModelOutcome ask(Provider provider, Effect.ModelCall call) throws InterruptedException {
        return models.ask(call, Calls.models(Calls.model("fast", provider, server.url())));
    }

    private ModelOutcome.Failed fails(Provider provider, Duration timeout) throws InterruptedException {
        return assertInstanceOf(ModelOutcome.Failed.class, ask(provider, Calls.ask(INTENT, timeout)));
    }

    private static List<Map<String, Object>> messages(Map<String, Object> request) {
        return Json.list(request.get("messages")).stream().map(Json::object).toList();
    }

    @Test
    void openai_gets_a_strict_schema_and_its_reply_fits_the_original() throws InterruptedException {
        server.openAi("{\"amount\":5,\"reason\":null,\"lines\":[{\"sku\":\"s\",\"color\":null}]}", "stop");
        ModelOutcome.Replied replied =
                assertInstanceOf(ModelOutcome.Replied.class, ask(Provider.OPENAI, Calls.ask(REFUND, null)));

        assertEquals(List.of(), server.faults);
        assertEquals("{\"amount\":5,\"lines\":[{\"sku\":\"s\"}]}", replied.text());
        assertInstanceOf(Parsed.Value.class, ReplyParser.parse(replied.text(), JsonText.parse(REFUND)));
        Map<String, Object> format =
                Json.object(Json.object(server.last().get("response_format")).get("json_schema"));
        assertEquals(true, format.get("strict"));
        assertEquals("Bearer sk-very-secret", server.keys.getFirst());
        assertEquals(300L, server.last().get("max_tokens"));
        assertEquals(0.5, server.last().get("temperature"));
        assertEquals(
                List.of("system", "user"),
                messages(server.last()).stream().map(m -> m.get("role")).toList());
    }

    @Test
    void a_server_on_plain_http_is_not_asked_to_change_the_protocol() throws InterruptedException {
        server.openAi("{\"value\":\"refund\"}", "stop");
        ask(Provider.OPENAI, Calls.ask(INTENT, null));
        assertEquals(1, server.requests.size());
        assertEquals(List.of(), server.upgrades);
    }

    @Test
    void a_new_openai_model_behind_a_gateway_gets_the_limit_by_the_name_it_knows() throws InterruptedException {
        server.openAi("{\"value\":\"refund\"}", "stop");
        Workspace.Model fast = Calls.model("fast", Provider.OPENAI, server.url());
        Workspace.Model five = new Workspace.Model(
                fast.name(),
                fast.provider(),
                "gpt-5-mini-2025-08-07",
                fast.baseUrl(),
                fast.apiKey(),
                fast.window(),
                fast.price(),
                fast.fallback(),
                null,
                null,
                fast.structured(),
                false,
                fast.takes(),
                fast.place());
        models.ask(Calls.ask(INTENT, null), Calls.models(five));
        assertEquals(300L, server.last().get("max_completion_tokens"));
        assertNull(server.last().get("max_tokens"));
    }

    @Test
    void an_answer_of_another_protocol_is_told_without_a_parsers_words() throws InterruptedException {
        server.then(200, "<html>no</html>", Map.of());
        ModelOutcome.Failed failed = fails(Provider.OPENAI, Duration.ofSeconds(20));
        assertEquals("connection", failed.kind());
        assertEquals(
                "Model `fast` answered with something that is no reply of its protocol; is its base_url right?",
                failed.message());
    }

    @Test
    void usage_and_cost_count_the_cache() throws InterruptedException {
        server.openAi("{\"value\":\"refund\"}", "stop");
        assertEquals(
                new ModelOutcome.Replied("\"refund\"", "fast", 1000, 50, 400, (600 + 40 + 500) / 1e6),
                ask(Provider.OPENAI, Calls.ask(INTENT, null)));
    }

    @Test
    void a_server_that_counts_nothing_is_taken_to_have_used_what_was_predicted() throws InterruptedException {
        Map<String, Object> silent = new LinkedHashMap<>(
                Json.object(JsonText.parse(OpenAiWire.completion("{\"value\":\"refund\"}", null, "stop"))));
        silent.remove("usage");
        server.then(200, JsonText.write(silent), Map.of());
        Effect.ModelCall call = Calls.ask(INTENT, null);
        Effect.ModelCall reserved = new Effect.ModelCall(
                call.step(),
                call.flow(),
                call.attempt(),
                call.model(),
                call.messages(),
                call.schema(),
                call.question(),
                call.temperature(),
                call.maxOutput(),
                call.timeout(),
                420L,
                Map.of());
        ModelOutcome.Replied replied = assertInstanceOf(ModelOutcome.Replied.class, ask(Provider.OPENAI, reserved));
        assertEquals(120, replied.inputTokens(), "420 that were set aside, without the reply's 300");
        assertTrue(replied.outputTokens() > 0 && replied.outputTokens() < 20, replied.toString());
        assertTrue(replied.costUsd() > 0, replied.toString());
    }

    @Test
    void anthropic_gets_its_own_form_and_counts_its_own_way() throws InterruptedException {
        server.anthropic("{\"value\":{\"choice\":\"add\",\"a\":1,\"note\":null}}", "end_turn");
        ModelOutcome.Replied replied =
                assertInstanceOf(ModelOutcome.Replied.class, ask(Provider.ANTHROPIC, Calls.ask(CHOICE, null)));

        assertEquals("{\"choice\":\"add\",\"a\":1}", replied.text());
        assertEquals(1000, replied.inputTokens());
        assertEquals(400, replied.cachedTokens());
        assertEquals(List.of(), server.faults);
        assertNotNull(FakeProvider.schema(server.last()), () -> JsonText.write(server.last()));
        assertEquals("sk-very-secret", server.keys.getFirst());
        assertEquals(300L, server.last().get("max_tokens"));
    }

    @Test
    void examples_and_repairs_are_wrapped_as_the_reply_has_to_be() throws InterruptedException {
        server.openAi("{\"value\":\"refund\"}", "stop");
        List<Message> messages = List.of(
                Calls.said(Message.Role.USER, "a"),
                Calls.said(Message.Role.ASSISTANT, "\"status\""),
                Calls.said(Message.Role.USER, "b"));
        ask(Provider.OPENAI, Calls.ask(INTENT, null, messages));
        assertEquals("{\"value\":\"status\"}", messages(server.last()).get(1).get("content"));
    }

    @Test
    void a_schema_that_no_provider_can_enforce_goes_into_the_prompt() throws InterruptedException {
        server.openAi("{\"kids\":[]}", "stop");
        ask(Provider.OPENAI, Calls.ask(TREE, null));
        assertNull(server.last().get("response_format"));
        assertTrue(String.valueOf(messages(server.last()).getFirst().get("content"))
                .contains("\"$defs\""));
    }

    @Test
    void a_server_that_refuses_schemas_gets_words_once_and_for_all() throws InterruptedException {
        server.then(400, "{\"error\":{\"message\":\"response_format is not supported\"}}", Map.of())
                .openAi("refund", "stop")
                .openAi("status", "stop");
        ModelOutcome first = ask(Provider.OPENAI, Calls.ask(INTENT, null));
        assertEquals(
                "refund", assertInstanceOf(ModelOutcome.Replied.class, first).text());
        ask(Provider.OPENAI, Calls.ask(INTENT, null));

        assertEquals(3, server.requests.size());
        assertNotNull(server.requests.get(0).get("response_format"));
        assertNull(server.requests.get(1).get("response_format"));
        assertNull(server.requests.get(2).get("response_format"));
    }

    /** What the server of llama-cpp-python 0.3.36 answers to a schema. */
    @Test
    void a_server_that_breaks_on_the_form_of_reply_gets_words_too() throws InterruptedException {
        server.then(
                        500,
                        "{\"error\":{\"message\":\"1 validation error:\\n  {'type': 'literal_error', 'loc': ('body', "
                                + "'response_format', 'type'), 'input': 'json_schema'}\",\"type\":\"internal_server_error\"}}",
                        Map.of())
                .openAi("refund", "stop");

        ModelOutcome outcome = ask(Provider.OPENAI, Calls.ask(INTENT, null));

        assertEquals(
                "refund", assertInstanceOf(ModelOutcome.Replied.class, outcome).text());
        assertNull(server.last().get("response_format"));
    }

    @Test
    void a_server_that_breaks_on_anything_else_is_asked_once() throws InterruptedException {
        server.then(500, "{\"error\":{\"message\":\"out of memory\"}}", Map.of());

        ModelOutcome outcome = ask(Provider.OPENAI, Calls.ask(INTENT, null));

        assertEquals(
                "http.500", assertInstanceOf(ModelOutcome.Failed.class, outcome).kind());
        assertEquals(1, server.requests.size());
    }

    @Test
    void failures_have_kinds() throws InterruptedException {
        server.then(429, "{\"error\":{\"message\":\"slow down\"}}", Map.of("Retry-After", "7"));
        assertEquals(
                new ModelOutcome.Failed(
                        "http.429", "Model `fast` answered with status 429: slow down", Duration.ofSeconds(7)),
                fails(Provider.OPENAI, null));
        assertEquals(1, server.requests.size(), "nothing is retried here");

        server.then(503, "", Map.of());
        assertEquals("http.503", fails(Provider.ANTHROPIC, null).kind());
        server.openAi("{\"value\":\"ref", "length");
        assertEquals("cut_off", fails(Provider.OPENAI, null).kind());
        server.anthropic("", "max_tokens");
        assertEquals("cut_off", fails(Provider.ANTHROPIC, null).kind());
        server.openAi("", "content_filter");
        assertEquals("refused", fails(Provider.OPENAI, null).kind());
        server.then(
                200,
                "{\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"refusal\":\"No.\"}}]}",
                Map.of());
        assertEquals("refused", fails(Provider.OPENAI, null).kind());
        server.anthropic("", "refusal");
        assertEquals("refused", fails(Provider.ANTHROPIC, null).kind());
        server.then(200, "this is no JSON", Map.of());
        assertEquals("connection", fails(Provider.OPENAI, null).kind());
    }

    @Test
    void a_key_that_the_server_repeats_is_not_told_on() throws InterruptedException {
        server.then(401, "{\"error\":{\"message\":\"wrong key sk-very-secret\"}}", Map.of());
        ModelOutcome.Failed failed = fails(Provider.OPENAI, null);
        assertEquals("http.401", failed.kind());
        assertFalse(failed.message().contains("sk-very"), failed.message());
    }

    @Test
    void a_server_that_hangs_or_stalls_times_out() throws InterruptedException {
        server.hangs().stalls();
        assertEquals("timeout", fails(Provider.OPENAI, Duration.ofMillis(200)).kind());
        ModelOutcome.Failed failed = fails(Provider.OPENAI, Duration.ofMillis(200));
        assertEquals("timeout", failed.kind());
        assertEquals("Model `fast` did not answer within 0.2 s.", failed.message());
    }

    @Test
    void an_interrupt_ends_a_call_at_once() throws InterruptedException {
        server.hangs();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread asking = Thread.startVirtualThread(() -> {
            try {
                ask(Provider.OPENAI, Calls.ask(INTENT, null));
            } catch (InterruptedException e) {
                thrown.set(e);
            }
        });
        server.asked.await();
        asking.interrupt();
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> asking.join());
        assertInstanceOf(InterruptedException.class, thrown.get());
    }

    @Test
    void a_lost_connection_is_told_and_nobody_else_is_asked() throws InterruptedException, IOException {
        FakeProvider gone = new FakeProvider();
        String nowhere = gone.url();
        gone.close();
        Map<ModelName, Workspace.Model> chain = Calls.models(
                Calls.model("fast", Provider.OPENAI, nowhere, "other"),
                Calls.model("other", Provider.ANTHROPIC, server.url()));
        ModelOutcome.Failed failed =
                assertInstanceOf(ModelOutcome.Failed.class, models.ask(Calls.ask(INTENT, null), chain));
        assertEquals("connection", failed.kind());
        assertEquals(0, server.requests.size(), "a fallback is the run's to ask");
    }

    @Test
    void a_missing_key_is_one_clear_sentence() throws InterruptedException {
        models = Models.of(Calls.environment(Map.of()), Map::of, () -> ReplyBook.EMPTY);
        ModelOutcome.Failed failed = fails(Provider.OPENAI, null);
        assertEquals("config", failed.kind());
        assertTrue(
                failed.message().startsWith("Model `fast` cannot be asked. The secret KEY is not set."),
                failed.message());
        assertEquals(0, server.requests.size());
    }

    @Test
    void a_key_goes_only_to_its_hosts() throws InterruptedException {
        models = Models.of(
                Calls.environment(Map.of("KEY", "sk-very-secret")),
                () -> Map.of("KEY", new Workspace.Secret("KEY", List.of("api.openai.com"))),
                () -> ReplyBook.EMPTY);
        assertTrue(fails(Provider.OPENAI, null).message().contains("may not be sent to 127.0.0.1"));
        assertEquals(0, server.requests.size());
    }

    @Test
    void a_person_is_asked_where_the_model_is_one() throws InterruptedException {
        assertInstanceOf(ModelOutcome.NeedsPerson.class, ask(Provider.PERSON, Calls.ask(INTENT, null)));
    }
}
