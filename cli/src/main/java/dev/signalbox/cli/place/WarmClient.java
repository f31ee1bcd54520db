package dev.signalbox.cli.place;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.effect.Message;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.read.Sources;
import dev.signalbox.dsl.read.WorkspaceReader;
import dev.signalbox.runtime.port.ModelPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Has the client of models loaded before its calls are timed: its first call in a process takes many times as long as the next, and a table of
 * latencies would tell of this program rather than of a model. A loopback server answers, and nobody else is asked.
 */
final class WarmClient {
    private static final int CALLS = 3;

    private static final Sources NOTHING = new Sources() {
        @Override
        public @Nullable String read(String path) {
            return null;
        }

        @Override
        public List<String> paths() {
            return List.of();
        }
    };

    private WarmClient() {}

    static void of(ModelPort port, Workspace.Provider provider) throws InterruptedException {
        String answer = switch (provider) {
            case OPENAI -> """
                {"id":"w","object":"chat.completion","model":"w","choices":[{"index":0,"finish_reason":"stop",\
                "message":{"role":"assistant","content":"{\\"value\\":\\"yes\\"}"}}],\
                "usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}""";
            case ANTHROPIC -> """
                {"id":"w","type":"message","role":"assistant","model":"w","stop_reason":"end_turn",\
                "content":[{"type":"text","text":"{\\"value\\":\\"yes\\"}"}],"usage":{"input_tokens":1,"output_tokens":1}}""";
            case RECORDED, PERSON -> null;
        };
        if (answer == null) {
            return;
        }
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noLoopback) {
            return; // The first calls are slower then, and nothing else is.
        }
        try {
            server.createContext("/", exchange -> answer(exchange, answer));
            server.start();
            Workspace.Model model = model(provider, server.getAddress().getPort());
            for (int i = 0; i < CALLS; i++) {
                port.ask(call(model.name()), Map.of(model.name(), model));
            }
        } finally {
            server.stop(0);
        }
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static Workspace.Model model(Workspace.Provider provider, int port) {
        String text = """
                signalbox: 1
                models: { warm: { provider: %s, model: warm-1, base_url: "http://127.0.0.1:%d/v1" } }
                """.formatted(provider == Workspace.Provider.OPENAI ? "openai" : "anthropic", port);
        return WorkspaceReader.read(text, NOTHING)
                .workspace()
                .models()
                .values()
                .iterator()
                .next();
    }

    private static Effect.ModelCall call(ModelName model) {
        List<Message> messages =
                List.of(new Message(Message.Role.USER, List.of(new Message.Part("", "Is it so?", false))));
        Map<String, Object> schema = Map.of("enum", List.of("yes", "no"));
        return new Effect.ModelCall(
                new StepId(new RunId("warm"), new StateName("warm"), 1, ""),
                new FlowName("warm"),
                1,
                model,
                messages,
                schema,
                "warm",
                null,
                10,
                null);
    }
}
