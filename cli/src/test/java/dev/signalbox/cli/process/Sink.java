package dev.signalbox.cli.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.signalbox.dsl.value.JsonText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The world outside the program: keeps a ledger of what arrived, and answers the first request to a path only when the
 * gate is opened; later ones at once. Under {@code /v1/chat/completions} it speaks like OpenAI and always replies yes.
 */
final class Sink implements AutoCloseable {
    static final String MODEL = "/v1/chat/completions";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Arrival> ledger = new CopyOnWriteArrayList<>();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final CountDownLatch gate = new CountDownLatch(1);

    /** @param key the {@code Idempotency-Key}; empty without */
    record Arrival(String path, String key) {}

    private Sink(HttpServer server) {
        this.server = server;
    }

    static Sink start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 2_000);
        Sink sink = new Sink(server);
        server.setExecutor(sink.threads);
        server.createContext("/", sink::take);
        server.start();
        return sink;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The keys that came to a path, in the order in which they came. */
    List<String> keys(String path) {
        return ledger.stream()
                .filter(arrival -> arrival.path().equals(path))
                .map(Arrival::key)
                .toList();
    }

    /** Returns when somebody waits for an answer from each of these. */
    void awaitArrival(String... paths) throws InterruptedException {
        long end = System.nanoTime() + Server.PATIENCE.toNanos();
        while (!seen.containsAll(Set.of(paths))) {
            if (System.nanoTime() > end) {
                throw new AssertionError("arrived is only " + ledger);
            }
            Thread.sleep(20);
        }
    }

    /** Whoever waits is answered. */
    void open() {
        gate.countDown();
    }

    private void take(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        exchange.getRequestBody().readAllBytes();
        ledger.add(new Arrival(path, key == null ? "" : key));
        if (seen.add(path)) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        byte[] answer =
                (path.equals(MODEL) ? completion("{\"value\":\"yes\"}") : "{\"n\":7}").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        try (exchange) {
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    static String completion(String content) {
        return JsonText.write(Map.of(
                "id",
                "reply",
                "object",
                "chat.completion",
                "created",
                1L,
                "model",
                "slow-1",
                "choices",
                List.of(Map.of(
                        "index",
                        0L,
                        "finish_reason",
                        "stop",
                        "message",
                        Map.of("role", "assistant", "content", content))),
                "usage",
                Map.of("prompt_tokens", 20L, "completion_tokens", 2L, "total_tokens", 22L)));
    }

    @Override
    public void close() {
        open();
        server.stop(0);
        threads.shutdownNow();
    }
}
