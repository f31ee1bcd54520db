package dev.signalbox.cli.flows.real;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between the engine and the real server and times it. It is two models, {@value #FIRST} and its fallback {@value
 * #FALLBACK}, each at an address of its own: of the first one's questions every {@value #LOST}th finds the server busy, so
 * that the fallback is asked. It has the key, which is nowhere in the workspace.
 */
final class Gate implements AutoCloseable {
    static final int LOST = 12;

    /** The names of the two models in the workspace. */
    static final String FIRST = "fast";

    static final String FALLBACK = "spare";

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final RealModel model;
    private final Asked asked;
    private final HttpServer server;
    /** What asks for HTTP/2 on the way loses its body at some Python servers. */
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final AtomicInteger questions = new AtomicInteger();
    private final Queue<Exchange> exchanges = new ConcurrentLinkedQueue<>();

    /**
     * One question that reached the real server.
     *
     * @param formatted whether the schema went along
     */
    record Exchange(boolean formatted, int status, Duration took) {}

    Gate(RealModel model, Asked asked) throws IOException {
        this.model = model;
        this.asked = asked;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/" + FIRST + "/v1/chat/completions", exchange -> answer(exchange, true));
        server.createContext("/" + FALLBACK + "/v1/chat/completions", exchange -> answer(exchange, false));
        server.start();
    }

    /** The base address of the model of that name in the workspace. */
    String url(String name) {
        return "http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort() + "/" + name + "/v1";
    }

    List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    /** How many questions the first model was too busy for. */
    int lost() {
        return questions.get() / LOST;
    }

    private void answer(HttpExchange exchange, boolean first) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean formatted = Json.object(JsonText.parse(body)).containsKey("response_format");
            if (formatted && asked == Asked.IN_WORDS) {
                say(exchange, 400, "{\"error\":{\"message\":\"response_format is not supported\"}}");
            } else if (first && questions.incrementAndGet() % LOST == 0) {
                say(exchange, 503, "{\"error\":{\"message\":\"busy\"}}");
            } else {
                forward(exchange, body, formatted);
            }
        }
    }

    private void forward(HttpExchange exchange, String body, boolean formatted) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(model.url() + "/chat/completions"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (model.key() != null) {
            request.header("Authorization", "Bearer " + model.key());
        }
        long from = System.nanoTime();
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            exchanges.add(new Exchange(formatted, answer.statusCode(), Duration.ofNanos(System.nanoTime() - from)));
            say(exchange, answer.statusCode(), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        client.close();
    }
}
