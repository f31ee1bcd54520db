package dev.signalbox.cli.process.kill;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The world outside: takes every call, writes it down, applies each effect once by its key, and answers late, with
 * failures, or not at all, as the {@link Manner} of the moment says. It outlives every process that calls it.
 */
final class Ledger implements AutoCloseable {
    /** Where models are asked. */
    static final String MODEL = "/v1/chat/completions";

    private static final Pattern ID = Pattern.compile("(?:order|family)-[0-9]+");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private final Map<String, Long> applied = new ConcurrentHashMap<>();
    private final AtomicLong effects = new AtomicLong();
    private final Random random;
    private volatile Manner manner = Manner.USUAL;
    private volatile int generation;
    private volatile CountDownLatch gate = new CountDownLatch(1);
    private volatile Consumer<Arrival> listener = arrival -> {};

    /** How calls are answered. */
    enum Manner {
        /** At once. */
        PROMPT,
        /** After a while; now and then an idempotent call is refused once. */
        USUAL,
        /** Not as long as this process lives. */
        SILENT,
        /** Idempotent calls with 503. */
        REFUSING,
        /** An at_most_once call is lost on its way here; the others at once. */
        DEAF
    }

    enum Kind {
        IDEMPOTENT,
        AT_MOST_ONCE,
        MODEL
    }

    enum Answer {
        NONE,
        GOOD,
        REFUSED
    }

    /** A call that came. {@code key}: the {@code Idempotency-Key}, for others what the call was about. */
    static final class Arrival {
        final int generation;
        final Kind kind;
        final String path;
        final String id;
        final String key;
        volatile Answer answer = Answer.NONE;

        Arrival(int generation, Kind kind, String path, String id, String key) {
            this.generation = generation;
            this.kind = kind;
            this.path = path;
            this.id = id;
            this.key = key;
        }

        @Override
        public String toString() {
            return generation + " " + path + " " + key + " " + answer;
        }
    }

    private Ledger(HttpServer server, Random random) {
        this.server = server;
        this.random = random;
    }

    static Ledger open(Random random) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 2_000);
        Ledger ledger = new Ledger(server, random);
        server.setExecutor(ledger.threads);
        server.createContext("/", ledger::take);
        server.start();
        return ledger;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From here on calls are another process's. Whoever still waits for an answer of before is let go. */
    void begin(int number, Manner how, Consumer<Arrival> told) {
        listener = told;
        manner = how;
        generation = number;
        CountDownLatch before = gate;
        gate = new CountDownLatch(1);
        before.countDown();
    }

    /** What came, of every process, in the order in which it came. */
    List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    /** How often a call of this key came. */
    int count(String key) {
        return counts.getOrDefault(key, 0);
    }

    /** How many effects were applied, of calls that are not a model's. */
    int effects() {
        return applied.size();
    }

    /** The effect that was applied under a key; null when none was. */
    @Nullable
    Long applied(String key) {
        return applied.get(key);
    }

    private void take(HttpExchange exchange) throws IOException {
        CountDownLatch mine = gate;
        Arrival arrival = arrival(exchange);
        if (manner == Manner.DEAF && arrival.kind == Kind.AT_MOST_ONCE) {
            listener.accept(arrival);
            await(mine);
            exchange.close();
            return;
        }
        arrivals.add(arrival);
        boolean first = counts.merge(arrival.key, 1, Integer::sum) == 1;
        boolean refuse = arrival.kind == Kind.IDEMPOTENT && refuses(first);
        if (!refuse && arrival.kind != Kind.MODEL) {
            applied.computeIfAbsent(arrival.key, key -> effects.incrementAndGet());
        }
        listener.accept(arrival);
        if (manner == Manner.SILENT) {
            await(mine);
        } else if (manner == Manner.USUAL) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(15)));
        }
        if (arrival.generation == generation) {
            answer(exchange, arrival, refuse);
        } else {
            exchange.close(); // who asked is dead
        }
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean refuses(boolean first) {
        return manner == Manner.REFUSING || (manner == Manner.USUAL && first && random.nextInt(6) == 0);
    }

    private Arrival arrival(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        Kind kind = path.startsWith("/idempotent/")
                ? Kind.IDEMPOTENT
                : path.startsWith("/once/") ? Kind.AT_MOST_ONCE : Kind.MODEL;
        String id;
        if (kind == Kind.MODEL) {
            Matcher found = ID.matcher(body);
            id = found.find() ? found.group() : "";
        } else {
            id = String.valueOf(Json.object(JsonText.parse(body)).get("id"));
        }
        return new Arrival(generation, kind, path, id, kind == Kind.IDEMPOTENT ? String.valueOf(key) : path + " " + id);
    }

    private void answer(HttpExchange exchange, Arrival arrival, boolean refuse) throws IOException {
        String text = refuse
                ? "{}"
                : arrival.kind == Kind.MODEL ? completion() : JsonText.write(Map.of("n", applied.get(arrival.key)));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        try (exchange) {
            exchange.sendResponseHeaders(refuse ? 503 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
        arrival.answer = refuse ? Answer.REFUSED : Answer.GOOD;
        listener.accept(arrival);
    }

    private static String completion() {
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
                        Map.of("role", "assistant", "content", "{\"value\":\"yes\"}"))),
                "usage",
                Map.of("prompt_tokens", 20L, "completion_tokens", 2L, "total_tokens", 22L)));
    }

    @Override
    public void close() {
        begin(-1, Manner.PROMPT, arrival -> {});
        server.stop(0);
        threads.shutdownNow();
    }
}
