package dev.signalbox.testkit;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.sun.net.httpserver.HttpServer;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.codec.LogText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on this machine that takes notices, and answers as it is told. */
final class Sink implements AutoCloseable {
    private final HttpServer server;
    private final BlockingQueue<Came> came = new LinkedBlockingQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger status = new AtomicInteger(204);
    private volatile boolean silent;

    /** @param id the {@code webhook-id} */
    record Came(String path, String id, Map<String, Object> body) {
        String type() {
            return String.valueOf(body.get("type"));
        }

        Map<String, Object> data() {
            return Json.object(body.get("data"));
        }
    }

    Sink() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(task -> Thread.ofVirtual().start(task));
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            came.add(new Came(
                    exchange.getRequestURI().getPath(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("webhook-id")),
                    Json.object(LogText.parse(body))));
            if (silent) {
                waitForTheEnd();
            }
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        server.start();
    }

    private void waitForTheEnd() throws IOException {
        try {
            over.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    void answers(int other) {
        status.set(other);
    }

    /** From here on it answers nobody. */
    void fallsSilent() {
        silent = true;
    }

    Came next() throws InterruptedException {
        Came one = came.poll(60, TimeUnit.SECONDS);
        assertNotNull(one, "nothing came");
        return one;
    }

    int more() {
        return came.size();
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
    }
}
