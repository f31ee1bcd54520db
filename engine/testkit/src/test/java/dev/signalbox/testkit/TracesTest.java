package dev.signalbox.testkit;

import static dev.signalbox.testkit.World.SAM;
import static dev.signalbox.testkit.World.assertStatus;
import static dev.signalbox.testkit.World.rests;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.telemetry.Otlp;
import dev.signalbox.runtime.telemetry.Traces;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The spans of a run, by the conventions for generative AI. */
class TracesTest {
    private static final Map<String, Object> INPUT = Map.of("id", "T-SECRETIVE");

    @TempDir
    Path folder = Path.of("");

    private final List<SpanData> finished = new CopyOnWriteArrayList<>();

    private Traces traces(boolean content) {
        return new Traces(
                SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(new Keeper(finished))),
                content);
    }

    /** The SDK's own in-memory exporter forgets its spans as it is closed. */
    private record Keeper(List<SpanData> spans) implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> some) {
            spans.addAll(some);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    private SpanData span(String name) {
        return finished.stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no span " + name + " among "
                        + finished.stream().map(SpanData::getName).toList()));
    }

    private static Object attribute(SpanData span, String name) {
        Object value = span.getAttributes().asMap().entrySet().stream()
                .filter(entry -> entry.getKey().getKey().equals(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        return value;
    }

    @Test
    void aRunIsOneTraceAcrossARestart() throws Exception {
        World world = new World(folder, Flows.PAY);
        world.telemetry = traces(false);
        Views.RunView run;
        try (Engine engine = world.open()) {
            run = rests(engine, engine.start("pay", INPUT, null, SAM));
            assertStatus("paused", run);
        }
        assertEquals(List.of(), finished);
        world.telemetry = traces(false);
        try (Engine engine = world.open()) {
            engine.decide(
                    run.holds().get(0).id(), World.approve(run.holds().get(0).hash()), SAM);
            assertStatus("succeeded", rests(engine, run));
        }
        String trace = run.id().replace("-", "");
        SpanData whole = span("invoke_agent pay");
        SpanData call = span("execute_tool pay");
        assertEquals(trace, whole.getTraceId());
        assertEquals(trace, call.getTraceId());
        assertEquals(whole.getSpanId(), call.getParentSpanId());
        assertFalse(whole.getParentSpanContext().isValid());
        assertEquals(run.id(), attribute(whole, "gen_ai.conversation.id"));
        assertEquals("succeeded", attribute(whole, "signalbox.status"));
    }

    @Test
    void aModelCallSaysItsModelAndTokensAndNothingThatWasSaid() throws Exception {
        World world = new World(folder, Flows.ASK_MODEL);
        world.telemetry = traces(false);
        try (Engine engine = world.open()) {
            assertStatus("succeeded", rests(engine, engine.start("ask-model", INPUT, null, SAM)));
        }
        SpanData chat = span("chat fast");
        assertEquals(SpanKind.CLIENT, chat.getKind());
        assertEquals("chat", attribute(chat, "gen_ai.operation.name"));
        assertEquals("recorded", attribute(chat, "gen_ai.provider.name"));
        assertEquals("fast", attribute(chat, "gen_ai.request.model"));
        assertEquals("fast", attribute(chat, "gen_ai.response.model"));
        assertEquals(10L, attribute(chat, "gen_ai.usage.input_tokens"));
        assertEquals(2L, attribute(chat, "gen_ai.usage.output_tokens"));
        assertEquals(0.001, attribute(chat, "signalbox.cost_usd"));
        assertEquals("ask", attribute(chat, "signalbox.state"));
        assertNull(chat.getAttributes().get(AttributeKey.stringKey("gen_ai.input.messages")));
        assertFalse(finished.toString().contains("Is it so?"), finished::toString);
        assertFalse(finished.toString().contains("T-SECRETIVE"), finished::toString);
    }

    @Test
    void contentIsThereForWhoeverAsksForIt() throws Exception {
        World world = new World(folder, Flows.ASK_MODEL, Flows.call("effect: read"));
        world.telemetry = traces(true);
        try (Engine engine = world.open()) {
            rests(engine, engine.start("ask-model", INPUT, null, SAM));
            rests(engine, engine.start("call", INPUT, null, SAM));
        }
        SpanData chat = span("chat fast");
        assertTrue(String.valueOf(attribute(chat, "gen_ai.input.messages")).contains("Is it so?"), chat::toString);
        assertTrue(String.valueOf(attribute(chat, "gen_ai.output.messages")).contains("yes"), chat::toString);
        SpanData call = span("execute_tool act");
        assertEquals("{\"id\":\"T-SECRETIVE\"}", attribute(call, "gen_ai.tool.call.arguments"));
        assertEquals("{\"n\":1}", attribute(call, "gen_ai.tool.call.result"));
    }

    @Test
    void aFailedActionIsAnErrorOfItsKind() throws Exception {
        World world = new World(folder, Flows.call("effect: read"));
        world.telemetry = traces(false);
        world.actions = call -> new ActionOutcome.Failed("http.503", "the shop is T-SECRETIVE", null, null);
        try (Engine engine = world.open()) {
            assertStatus("failed", rests(engine, engine.start("call", INPUT, null, SAM)));
        }
        SpanData call = span("execute_tool act");
        assertEquals(StatusCode.ERROR, call.getStatus().getStatusCode());
        assertEquals("http.503", attribute(call, "error.type"));
        assertEquals("act", attribute(call, "gen_ai.tool.name"));
        assertEquals("failed", attribute(span("invoke_agent call"), "signalbox.status"));
        assertFalse(finished.toString().contains("T-SECRETIVE"), finished::toString);
    }

    @Test
    void aChildRunIsATraceOfItsOwnThatLinksToItsParent() throws Exception {
        World world = new World(folder, Flows.PARENT, Flows.PAY);
        world.telemetry = traces(false);
        Views.RunView parent;
        try (Engine engine = world.open()) {
            parent = rests(engine, engine.start("parent", INPUT, null, SAM));
            Views.HoldView hold = engine.holds(new Views.HoldFilter(null, null, null, null, 10))
                    .items()
                    .get(0);
            engine.decide(hold.id(), World.approve(hold.hash()), SAM);
            assertStatus("succeeded", rests(engine, parent));
        }
        SpanData child = span("invoke_agent pay");
        SpanData whole = span("invoke_agent parent");
        assertEquals(whole.getSpanContext(), child.getLinks().get(0).getSpanContext());
        assertFalse(whole.getTraceId().equals(child.getTraceId()));
    }

    @Test
    void spansGoOutByHttpOnlyWhenAnEndpointIsNamed() throws Exception {
        List<String> received = new CopyOnWriteArrayList<>();
        HttpServer sink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sink.createContext("/", exchange -> {
            received.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("X-Key") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        sink.start();
        try {
            String address = "http://127.0.0.1:" + sink.getAddress().getPort();
            assertNull(Otlp.traces(Map.of()));
            assertNull(Otlp.traces(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", address, "OTEL_SDK_DISABLED", "true")));
            World world = new World(folder, Flows.ASK_MODEL);
            Traces traces = Otlp.traces(Map.of(
                    "OTEL_EXPORTER_OTLP_ENDPOINT", address,
                    "OTEL_EXPORTER_OTLP_HEADERS", "X-Key=a%20key",
                    "OTEL_SERVICE_NAME", "refunds"));
            assertNotNull(traces);
            world.telemetry = traces;
            try (Engine engine = world.open()) {
                assertStatus("succeeded", rests(engine, engine.start("ask-model", INPUT, null, SAM)));
            }
            String all = String.join("\n", received);
            assertTrue(all.startsWith("POST /v1/traces a key "), all);
            assertTrue(all.contains("invoke_agent ask-model") && all.contains("chat fast"), all);
            assertTrue(all.contains("refunds"), all);
            assertFalse(all.contains("Is it so?"), all);
        } finally {
            sink.stop(0);
        }
    }

    @Test
    void anotherProtocolIsRefusedInASentence() {
        Problem refused = assertThrows(
                Problem.class,
                () -> Otlp.traces(Map.of(
                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                        "http://127.0.0.1:4317",
                        "OTEL_EXPORTER_OTLP_PROTOCOL",
                        "grpc")));
        assertTrue(String.valueOf(refused.getMessage()).contains("http/protobuf only"), refused::getMessage);
    }
}
