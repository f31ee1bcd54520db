package dev.signalbox.runtime.model;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A loopback server that speaks OpenAI's chat completions and Anthropic's messages: it holds every request against what the
 * real ones document ({@link OpenAiWire}, {@link AnthropicWire}), refuses it in their own form, notes that in
 * {@link #faults}, and plays scripted answers in order.
 */
public final class FakeProvider implements AutoCloseable {
    /** How an answer comes. */
    private enum Way {
        WHOLE,
        IN_PIECES,
        HELD_BACK,
        NEVER,
        HALF_A_BODY,
        BROKEN_OFF,
        BROKEN_BEFORE,
        DRIPPING
    }

    private record Answer(Way way, int status, String body, Map<String, String> headers) {}

    private final HttpServer server;
    private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    /** Somebody has asked. */
    public final CountDownLatch asked = new CountDownLatch(1);

    /** Whoever was being answered drop by drop hung up. */
    public final CountDownLatch hungUp = new CountDownLatch(1);

    /** The bodies of all requests. */
    public final List<Map<String, Object>> requests = new CopyOnWriteArrayList<>();

    /** What a real server would have refused. */
    public final List<String> faults = new CopyOnWriteArrayList<>();

    final List<String> keys = new CopyOnWriteArrayList<>();
    final List<String> upgrades = new CopyOnWriteArrayList<>();

    public FakeProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    public FakeProvider then(int status, String body, Map<String, String> headers) {
        return then(Way.WHOLE, status, body, headers);
    }

    private FakeProvider then(Way way, int status, String body, Map<String, String> headers) {
        script.add(new Answer(way, status, body, headers));
        return this;
    }

    /** Never answers: not even headers come. */
    public FakeProvider hangs() {
        return then(Way.NEVER, 200, "", Map.of());
    }

    /** Sends the headers and a part of the body, then nothing. */
    public FakeProvider stalls() {
        return then(Way.HALF_A_BODY, 200, "{\"id\":", Map.of());
    }

    /** Sends the headers and a part of the body, and closes the connection. */
    public FakeProvider breaksOff() {
        return then(Way.BROKEN_OFF, 200, "{\"id\":", Map.of());
    }

    /** Closes the connection without a word. */
    public FakeProvider breaks() {
        return then(Way.BROKEN_BEFORE, 200, "", Map.of());
    }

    /** Sends blanks for ever, until nobody listens any more. */
    public FakeProvider drips() {
        return then(Way.DRIPPING, 200, "", Map.of());
    }

    /** More than anybody takes. */
    public FakeProvider huge() {
        return then(200, "{\"id\":\"" + "x".repeat(Wire.LARGEST) + "\"}", Map.of());
    }

    /** The last scripted answer waits until {@link #release()}. */
    public FakeProvider heldBack() {
        return lastAs(Way.HELD_BACK);
    }

    /** The last scripted answer comes a few bytes at a time. */
    public FakeProvider inPieces() {
        return lastAs(Way.IN_PIECES);
    }

    private FakeProvider lastAs(Way way) {
        List<Answer> all = List.copyOf(script);
        Answer last = all.getLast();
        script.remove(last);
        return then(way, last.status(), last.body(), last.headers());
    }

    public void release() {
        released.countDown();
    }

    public FakeProvider openAi(String text, String finish) {
        return then(200, OpenAiWire.completion(text, null, finish), OpenAiWire.HEADERS);
    }

    /** As the real one refuses under a schema: the words apart, and {@code stop} all the same. */
    public FakeProvider openAiRefusal(String words) {
        return then(200, OpenAiWire.completion(null, words, "stop"), OpenAiWire.HEADERS);
    }

    public FakeProvider openAiError(int status, String type, String code, String message, Map<String, String> headers) {
        return then(status, OpenAiWire.error(type, null, code, message), headers);
    }

    public FakeProvider anthropic(String text, String stop) {
        return then(200, AnthropicWire.message(text, stop), AnthropicWire.HEADERS);
    }

    public FakeProvider anthropicError(int status, String type, String message, Map<String, String> headers) {
        return then(status, AnthropicWire.error(type, message), headers);
    }

    public Map<String, Object> last() {
        return requests.getLast();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Headers headers = exchange.getRequestHeaders();
            Map<String, Object> request = Json.object(JsonText.parse(body));
            requests.add(request);
            if (headers.containsKey("Upgrade")) {
                upgrades.add(headers.getFirst("Upgrade"));
            }
            String bearer = headers.getFirst("Authorization");
            keys.add(bearer == null ? String.valueOf(headers.getFirst("x-api-key")) : bearer);
            asked.countDown();
            boolean anthropic = exchange.getRequestURI().getPath().equals("/v1/messages");
            String fault = anthropic ? AnthropicWire.fault(exchange, request) : OpenAiWire.fault(exchange, request);
            if (fault != null) {
                faults.add(fault);
                String error = anthropic
                        ? AnthropicWire.error("invalid_request_error", fault)
                        : OpenAiWire.error("invalid_request_error", null, null, fault);
                send(exchange, new Answer(Way.WHOLE, 400, error, Map.of()));
                return;
            }
            Answer next = script.poll();
            send(
                    exchange,
                    next == null
                            ? new Answer(
                                    Way.WHOLE,
                                    500,
                                    OpenAiWire.error("server_error", null, null, "nothing scripted"),
                                    Map.of())
                            : next);
        }
    }

    private void send(HttpExchange exchange, Answer answer) throws IOException {
        if (answer.way() == Way.BROKEN_BEFORE) {
            return;
        }
        if (answer.way() == Way.NEVER) {
            await(closing);
            return;
        }
        if (answer.way() == Way.HELD_BACK) {
            await(released);
        }
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        long length = switch (answer.way()) {
            case HALF_A_BODY, BROKEN_OFF -> bytes.length + 1000L;
            case IN_PIECES, DRIPPING -> 0;
            case WHOLE, HELD_BACK, NEVER, BROKEN_BEFORE -> bytes.length == 0 ? -1 : bytes.length;
        };
        exchange.sendResponseHeaders(answer.status(), length);
        OutputStream out = exchange.getResponseBody();
        if (answer.way() == Way.DRIPPING) {
            drip(out);
            return;
        }
        int piece = answer.way() == Way.IN_PIECES ? 7 : Math.max(1, bytes.length);
        for (int at = 0; at < bytes.length; at += piece) {
            out.write(bytes, at, Math.min(piece, bytes.length - at));
            out.flush();
        }
        if (answer.way() == Way.HALF_A_BODY) {
            await(closing);
        }
    }

    private void drip(OutputStream out) throws IOException {
        try {
            while (!closing.await(5, TimeUnit.MILLISECONDS)) {
                out.write(' ');
                out.flush();
            }
        } catch (IOException e) {
            hungUp.countDown();
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The schema that a request carries, whosever form it has; null for none. */
    static Object schema(Map<String, Object> request) {
        Object openAi = OpenAiWire.schema(request);
        return openAi == null ? AnthropicWire.schema(request) : openAi;
    }

    @Override
    public void close() {
        closing.countDown();
        released.countDown();
        server.stop(0);
    }
}
