package dev.signalbox.testkit;

import static dev.signalbox.testkit.World.SAM;
import static dev.signalbox.testkit.World.assertStatus;
import static dev.signalbox.testkit.World.ended;
import static dev.signalbox.testkit.World.rests;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.model.Workspace.Provider;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.model.FakeProvider;
import dev.signalbox.runtime.model.Models;
import dev.signalbox.runtime.model.ReplyBook;
import dev.signalbox.runtime.port.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole runs whose model is behind a provider's real protocol: what the wire does is what the flow says of it. */
class ProvidersTest {
    private static final String FLOW = """
            signalbox: 1
            flow: asks
            version: 1.0.0
            limits: { steps: 30, llm_calls: 9, tokens: 90000, cost_usd: 1.0, duration: 30d }
            input: { type: object, required: [id], properties: { id: { type: string, maxLength: 20 } } }
            output: { type: object, required: [answer], properties: { answer: { type: string } } }
            data: { answer: { enum: ["yes", "no"] } }
            start: ask
            states:
              ask:
                llm: { model: fast, system: You are brief., prompt: "Is it so?", max_output: 100 }
                save: answer
                timeout: 20s
                otherwise: { invalid: broken, refused: refused, cut_off: cut_off, context_length: too_long, failed: broken }
                next: done
              done: { end: succeeded, output: { answer: "${answer}" } }
              refused: { end: failed, error: It would not say. }
              cut_off: { end: failed, error: It was cut off. }
              too_long: { end: failed, error: It was too long. }
              broken: { end: failed, error: "${error.kind}" }
            """;

    @TempDir
    private Path folder;

    private FakeProvider server;
    private final List<Instant> asked = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server = new FakeProvider();
    }

    @AfterEach
    void stop() {
        assertEquals(List.of(), server.faults);
        server.close();
    }

    private World world(Provider provider, String more, String flow) throws IOException {
        World world = new World(folder, flow);
        Files.writeString(folder.resolve("signalbox.yaml"), """
                signalbox: 1
                models:
                  fast:
                    provider: %1$s
                    model: model-2026-01-01
                    base_url: "%2$s"
                    api_key: "${secret.KEY}"
                    window: 8000
                    price: { input: 1.0, output: 10.0, cached: 0.1, cache_write: 2.0 }
                    %3$s
                  spare: { provider: %1$s, model: spare-2026-01-01, base_url: "%2$s", api_key: "${secret.KEY}", window: 8000 }
                secrets: { KEY: {} }
                """.formatted(
                        provider == Provider.OPENAI ? "openai" : "anthropic", server.url(), more));
        Models models = Models.of(environment(), Map::of, () -> ReplyBook.EMPTY);
        world.models = (call, of) -> {
            asked.add(world.clock.now());
            return models.ask(call, of);
        };
        return world;
    }

    private World world(Provider provider) throws IOException {
        return world(provider, "", FLOW);
    }

    private static String retrying(String timeout) {
        return FLOW.replace("timeout: 20s", "retry: { max: 2, backoff: 1s..1s }\n    timeout: " + timeout);
    }

    private static Environment environment() {
        return new Environment() {
            @Override
            public Map<String, String> env() {
                return Map.of();
            }

            @Override
            public @Nullable String secret(String name) {
                return name.equals("KEY") ? "sk-very-secret" : null;
            }
        };
    }

    private FakeProvider replies(Provider provider) {
        return provider == Provider.OPENAI
                ? server.openAi("{\"value\":\"yes\"}", "stop")
                : server.anthropic("{\"value\":\"yes\"}", "end_turn");
    }

    private FakeProvider busy(Provider provider, Map<String, String> headers) {
        return provider == Provider.OPENAI
                ? server.openAiError(429, "requests", "rate_limit_exceeded", "Rate limit reached", headers)
                : server.anthropicError(429, "rate_limit_error", "Number of requests has exceeded", headers);
    }

    private static Views.RunView run(Engine engine, String id) {
        return engine.start("asks", Map.of("id", id), null, SAM);
    }

    private static Map<String, Object> event(Engine engine, Views.RunView run, String type) {
        return engine.events(run.id(), 0).stream()
                .filter(event -> event.get("type").equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static List<Object> failures(Engine engine, Views.RunView run) {
        return engine.events(run.id(), 0).stream()
                .filter(event -> event.get("type").equals("ModelFailed"))
                .map(event -> event.get("kind"))
                .toList();
    }

    /** Waits for that many tries to have failed: the run waits for its next one. */
    private static void failed(Engine engine, Views.RunView run, int tries) throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        try (AutoCloseable watching = engine.watch(change -> {
            if (failures(engine, run).size() >= tries) {
                failed.countDown();
            }
        })) {
            assertNotNull(watching);
            if (failures(engine, run).size() < tries) {
                assertTrue(failed.await(30, TimeUnit.SECONDS), () -> "only " + failures(engine, run));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC"})
    void aQuestionIsAskedUnderAStrictSchemaAndItsUsageIsTheRuns(Provider provider) throws Exception {
        World world = world(provider);
        replies(provider);
        try (Engine engine = world.open()) {
            Views.RunView run = rests(engine, run(engine, "T1"));
            assertStatus("succeeded", run);
            assertEquals(Map.of("answer", "yes"), run.output());
            boolean openAi = provider == Provider.OPENAI;
            double cost = (openAi ? 600 + 400 * 0.1 + 500 : 500 + 400 * 0.1 + 100 * 2 + 500) / 1e6;
            assertEquals(new Views.UsageView(1, 1000, 50, 400, cost, 2), run.usage());
            assertEquals(
                    openAi ? null : 100L, event(engine, run, "ModelReplied").get("written_tokens"));
            assertNotNull(server.last().get(openAi ? "response_format" : "output_config"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC"})
    void aBusyProviderIsAskedAgainWhenItSaysAndNotBefore(Provider provider) throws Exception {
        World world = world(provider, "", retrying("20s"));
        busy(provider, Map.of("Retry-After", "7"));
        replies(provider);
        try (Engine engine = world.open()) {
            Instant start = world.clock.now();
            Views.RunView run = run(engine, "T1");
            failed(engine, run, 1);
            world.clock.advance(Duration.ofSeconds(6));
            assertEquals(1, server.requests.size());
            world.clock.advance(Duration.ofSeconds(1));
            assertStatus("succeeded", ended(engine, run));
            assertEquals(List.of(start, start.plusSeconds(7)), asked);
            assertEquals("http.429", event(engine, run, "ModelFailed").get("kind"));
            assertNull(event(engine, run, "ModelFailed").get("charged"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC"})
    void anOverloadedProviderALostConnectionAndASilentOneAreTriedAgain(Provider provider) throws Exception {
        World world = world(provider, "", retrying("4s").replace("max: 2", "max: 4"));
        if (provider == Provider.OPENAI) {
            server.openAiError(503, "server_error", null, "The server is overloaded", Map.of());
        } else {
            server.anthropicError(529, "overloaded_error", "Overloaded", Map.of());
        }
        server.breaks().breaksOff().hangs();
        replies(provider);
        try (Engine engine = world.open()) {
            Views.RunView run = run(engine, "T1");
            for (int tries = 1; tries <= 4; tries++) {
                failed(engine, run, tries);
                world.clock.advance(Duration.ofSeconds(1));
            }
            assertStatus("succeeded", ended(engine, run));
            assertEquals(
                    List.of(
                            provider == Provider.OPENAI ? "http.503" : "http.529",
                            "connection",
                            "connection",
                            "timeout"),
                    failures(engine, run));
            assertEquals(5, server.requests.size());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC"})
    void aSlowBodyTimesOutAndTheFlowSaysWhatThen(Provider provider) throws Exception {
        World world = world(provider, "", FLOW.replace("timeout: 20s", "timeout: 200ms"));
        server.stalls();
        try (Engine engine = world.open()) {
            Views.RunView run = ended(engine, run(engine, "T1"));
            assertStatus("failed", run);
            assertEquals("timeout", run.error());
            assertTrue(run.usage().inputTokens() > 100, "nobody knows whether it was charged: the reservation is");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC"})
    void whatTheProviderWouldNotSayHasItsRouteAndIsCharged(Provider provider) throws Exception {
        World world = world(provider);
        boolean openAi = provider == Provider.OPENAI;
        if (openAi) {
            server.openAiRefusal("I'm sorry, I can't help with that.").openAi("{\"value\":\"ye", "length");
            server.openAiError(
                    400,
                    "invalid_request_error",
                    "context_length_exceeded",
                    "This model's maximum context length is 128000 tokens.",
                    Map.of());
        } else {
            server.anthropic("", "refusal").anthropic("{\"value\":\"ye", "max_tokens");
            server.anthropicError(
                    400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum", Map.of());
        }
        try (Engine engine = world.open()) {
            Views.RunView refused = ended(engine, run(engine, "T1"));
            assertEquals("It would not say.", refused.error());
            assertEquals(50, refused.usage().outputTokens());
            assertEquals(1000, refused.usage().inputTokens());
            Views.RunView cut = ended(engine, run(engine, "T2"));
            assertEquals("It was cut off.", cut.error());
            assertEquals(1000, cut.usage().inputTokens(), "what was reported, not what was reserved");
            Views.RunView tooLong = ended(engine, run(engine, "T3"));
            assertEquals("It was too long.", tooLong.error());
            assertEquals(0, tooLong.usage().inputTokens());
            assertEquals(3, server.requests.size(), "no other form of the question is shorter");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC"})
    void aCancelledRunHangsUp(Provider provider) throws Exception {
        World world = world(provider);
        server.drips();
        try (Engine engine = world.open()) {
            Views.RunView run = run(engine, "T1");
            assertTrue(server.asked.await(30, TimeUnit.SECONDS));
            engine.cancel(run.id(), "not wanted any more", SAM);
            assertStatus("cancelled", ended(engine, run));
            assertTrue(server.hungUp.await(30, TimeUnit.SECONDS), "the provider still talks to somebody");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC"})
    void whatIsOverAModelsRateWaitsItsTurnAndFailsNothing(Provider provider) throws Exception {
        World world = world(provider, "rate: { requests: 2 }", FLOW);
        for (int i = 0; i < 4; i++) {
            replies(provider);
        }
        try (Engine engine = world.open()) {
            Instant start = world.clock.now();
            List<Views.RunView> runs =
                    List.of(run(engine, "T1"), run(engine, "T2"), run(engine, "T3"), run(engine, "T4"));
            assertStatus("succeeded", ended(engine, runs.get(0)));
            assertStatus("succeeded", ended(engine, runs.get(1)));
            assertStatus("running", engine.run(runs.get(2).id()));
            world.clock.advance(Duration.ofSeconds(60));
            assertStatus("succeeded", ended(engine, runs.get(2)));
            assertStatus("succeeded", ended(engine, runs.get(3)));
            assertEquals(List.of(start, start, start.plusSeconds(60), start.plusSeconds(60)), asked);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC"})
    void theTokensOfARateAreWhatIsReservedAndThenWhatIsReported(Provider provider) throws Exception {
        // A question reserves some 130 tokens; the provider reports 1,050.
        World world = world(provider, "rate: { tokens: 1100 }", FLOW);
        replies(provider);
        replies(provider);
        try (Engine engine = world.open()) {
            Instant start = world.clock.now();
            assertStatus("succeeded", ended(engine, run(engine, "T1")));
            Views.RunView second = run(engine, "T2");
            assertStatus("running", engine.run(second.id()));
            world.clock.advance(Duration.ofSeconds(60));
            assertStatus("succeeded", ended(engine, second));
            assertEquals(List.of(start, start.plusSeconds(60)), asked);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC"})
    void aPauseThatAProviderAsksForIsEveryRuns(Provider provider) throws Exception {
        World world = world(provider);
        busy(provider, Map.of("Retry-After", "7"));
        replies(provider);
        try (Engine engine = world.open()) {
            Instant start = world.clock.now();
            assertEquals("http.429", ended(engine, run(engine, "T1")).error());
            Views.RunView second = run(engine, "T2");
            world.clock.advance(Duration.ofSeconds(6));
            assertStatus("running", engine.run(second.id()));
            world.clock.advance(Duration.ofSeconds(1));
            assertStatus("succeeded", ended(engine, second));
            assertEquals(List.of(start, start.plusSeconds(7)), asked);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC"})
    void whereAModelHasAFallbackNobodyWaitsOutItsPause(Provider provider) throws Exception {
        World world = world(provider, "fallback: [spare]", FLOW);
        // Both are busy; the second of them only for a moment.
        busy(provider, Map.of("Retry-After", "7"));
        busy(provider, Map.of("Retry-After", "0"));
        replies(provider);
        try (Engine engine = world.open()) {
            Instant start = world.clock.now();
            assertEquals("http.429", ended(engine, run(engine, "T1")).error());
            assertStatus("succeeded", ended(engine, run(engine, "T2")));
            assertEquals(3, server.requests.size());
            assertEquals("model-2026-01-01", server.last().get("model"));
            assertEquals(start, asked.getLast());
        }
    }
}
