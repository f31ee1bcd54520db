package dev.signalbox.runtime.action;

import static dev.signalbox.runtime.action.ActionCalls.answered;
import static dev.signalbox.runtime.action.ActionCalls.failed;
import static dev.signalbox.runtime.action.ActionCalls.read;
import static dev.signalbox.runtime.action.ActionCalls.within;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.effect.Target;
import dev.signalbox.runtime.port.Environment;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that change their mind, servers that never finish, and answers that are not what they say. */
class HttpGuardsTest {
    private static final Duration SHORT = Duration.ofMillis(400);

    private final List<AutoCloseable> open = new ArrayList<>();
    private List<String> allow = List.of("127.0.0.1");
    private int perHost = HttpRules.PER_HOST;
    private PinningResolver.Lookup lookup = InetAddress::getAllByName;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : open) {
            closeable.close();
        }
    }

    /** Answers each question with the next of its answers, and the last for ever: a name whose time to live is nothing. */
    private static PinningResolver.Lookup inTurn(AtomicInteger asked, String... answers) {
        return host -> {
            String now = answers[Math.min(asked.getAndIncrement(), answers.length - 1)];
            List<InetAddress> addresses = new ArrayList<>();
            for (String address : now.split(" ")) {
                addresses.add(InetAddress.getByName(address));
            }
            return addresses.toArray(InetAddress[]::new);
        };
    }

    @Test
    void aNameThatIsPublicFirstAndPrivateThenIsRefusedThen() throws Exception {
        HttpRules rules = HttpRules.of(List.of("shop.example"), Map.of(), Map.of());
        PinningResolver resolver =
                new PinningResolver(() -> rules, inTurn(new AtomicInteger(), "8.8.8.8", "169.254.169.254"));
        assertEquals(
                "8.8.8.8",
                resolver.resolve("shop.example", 443).getFirst().getAddress().getHostAddress());
        UnknownHostException refused =
                assertThrows(PinningResolver.Forbidden.class, () -> resolver.resolve("shop.example", 443));
        assertTrue(String.valueOf(refused.getMessage()).contains("169.254.169.254"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8 127.0.0.1",
                "127.0.0.1 8.8.8.8",
                "8.8.8.8 ::1",
                "8.8.8.8 2606:4700::1 fd00:ec2::254",
                "8.8.8.8 ::ffff:10.0.0.1",
                "2606:4700::1 64:ff9b::a9fe:a9fe",
                "8.8.8.8 0.0.0.0",
            })
    void oneForbiddenAddressAmongManyRefusesTheWholeAnswer(String answer) {
        HttpRules rules = HttpRules.of(List.of("shop.example"), Map.of(), Map.of());
        PinningResolver resolver = new PinningResolver(() -> rules, inTurn(new AtomicInteger(), answer));
        assertThrows(PinningResolver.Forbidden.class, () -> resolver.resolve("shop.example", 443));
    }

    @Test
    void eachCallLooksTheNameUpOnceAndGoesToThatVeryAddress() throws Exception {
        RawServer server = server(RawServer.json("200 OK", "{}"));
        allow = List.of("shop.example", "127.0.0.1:" + server.port());
        AtomicInteger asked = new AtomicInteger();
        lookup = inTurn(asked, "127.0.0.1", "10.0.0.1");
        HttpActions actions = actions();
        String url = "http://shop.example:" + server.port() + "/";
        answered(get(actions, url));
        assertEquals(1, asked.get());
        assertTrue(failed(get(actions, url)).message().contains("10.0.0.1"));
        assertEquals(2, asked.get());
        assertEquals(1, server.requests.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data/",
                "http://127.0.0.1/",
                "http://[::1]/",
                "http://2130706433/",
                "//127.0.0.1/",
                "/elsewhere",
                "https://127.0.0.1/",
                "file:///etc/passwd",
                "http://shop.example@127.0.0.1/",
            })
    void aRedirectIsAFailureWhereverItLeads(String location) throws Exception {
        for (String status : List.of("301 Moved", "302 Found", "303 See", "307 Again", "308 For Ever")) {
            RawServer server = server(RawServer.text(
                    "HTTP/1.1 " + status + "\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n"));
            assertEquals(
                    "http." + status.substring(0, 3),
                    failed(get(actions(), "http://" + server.authority() + "/")).kind());
            assertEquals(1, server.requests.size());
        }
    }

    @Test
    void aPackedAnswerIsNeverUnpacked() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            for (int i = 0; i < 200; i++) {
                out.write(new byte[1024 * 1024]);
            }
        }
        byte[] head = ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: application/json\r\nContent-Length: "
                        + packed.size() + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        RawServer bomb = server(new RawServer(socket -> {
            socket.getOutputStream().write(head);
            socket.getOutputStream().write(packed.toByteArray());
        }));
        ActionOutcome.Failed refused = failed(get(actions(), "http://" + bomb.authority() + "/"));
        assertTrue(refused.message().contains("packed (gzip)"), refused.message());
        assertTrue(bomb.requests.getFirst().toLowerCase(java.util.Locale.ROOT).indexOf("accept-encoding") < 0);
    }

    @Test
    void aServerThatSendsAByteNowAndThenMeetsTheDeadline() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        RawServer slow = server(new RawServer(socket -> {
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            while (!done.await(50, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                out.write('x');
                out.flush();
            }
        }));
        assertEquals("timeout", failed(soon(slow)).kind());
        done.countDown();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-More: 1\r\n", "X-Long: ", "HTTP/1.1 100 Continue\r\n\r\n"})
    void headersWithoutEndAreEnded(String piece) throws Exception {
        byte[] again = (piece.endsWith(" ") ? "x".repeat(8000) : piece).getBytes(StandardCharsets.UTF_8);
        String head = piece.startsWith("HTTP") ? "" : "HTTP/1.1 200 OK\r\n" + (piece.endsWith(" ") ? piece : "");
        RawServer endless = server(new RawServer(socket -> {
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.UTF_8));
            while (true) {
                out.write(again);
            }
        }));
        assertTrue(
                Set.of("timeout", "connection").contains(failed(soon(endless)).kind()));
    }

    @Test
    void theCharacterSetIsTheAnswersAndAnUnknownOneIsUtf8() throws Exception {
        assertEquals(
                "ä",
                answered(get(actions(), address("text/plain; charset=ISO-8859-1", new byte[] {(byte) 0xe4})))
                        .result());
        assertEquals(
                "ä",
                answered(get(actions(), address("text/plain; charset=utf-16be", new byte[] {0, (byte) 0xe4})))
                        .result());
        byte[] utf8 = "ä".getBytes(StandardCharsets.UTF_8);
        for (String type : List.of("text/plain; charset=nonsense", "text/plain; charset=", "text/plain", ";;;")) {
            assertTrue(answered(get(actions(), address(type, utf8))).result().equals("ä"), type);
        }
    }

    private String address(String type, byte[] body) {
        byte[] head = ("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        RawServer server = server(new RawServer(socket -> {
            socket.getOutputStream().write(head);
            socket.getOutputStream().write(body);
        }));
        return "http://" + server.authority() + "/";
    }

    @Test
    void atOneHostOnlySoManyCallsAreUnderWayAndTheRestWaitTheirTurn() throws Exception {
        perHost = 2;
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        RawServer server = server(new RawServer(socket -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            go.await();
            now.decrementAndGet();
            socket.getOutputStream()
                    .write(RawServer.answer("200 OK", "application/json", "1").getBytes(StandardCharsets.UTF_8));
        }));
        HttpActions actions = actions();
        List<Thread> callers = new ArrayList<>();
        AtomicInteger answered = new AtomicInteger();
        Target.Http target = new Target.Http("GET", "http://" + server.authority() + "/", Map.of(), null);
        for (int i = 0; i < 6; i++) {
            callers.add(Thread.ofVirtual().start(() -> {
                try {
                    answered(actions.call(within(Duration.ofMinutes(5), read(target)), target));
                    answered.incrementAndGet();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        while (now.get() < 2) {
            Thread.onSpinWait();
        }
        ActionOutcome.Failed waited = failed(actions.call(within(SHORT, read(target)), target));
        assertEquals("timeout", waited.kind());
        assertTrue(waited.message().contains("http.per_host"), waited.message());
        go.countDown();
        for (Thread caller : callers) {
            caller.join();
        }
        assertEquals(6, answered.get());
        assertEquals(2, most.get());
    }

    private ActionOutcome soon(RawServer server) throws InterruptedException {
        Target.Http target = new Target.Http("GET", "http://" + server.authority() + "/", Map.of(), null);
        return actions().call(ActionCalls.within(SHORT, read(target)), target);
    }

    private static ActionOutcome get(HttpActions actions, String url) throws InterruptedException {
        Target.Http target = new Target.Http("GET", url, Map.of(), null);
        return actions.call(ActionCalls.within(Duration.ofMinutes(2), read(target)), target);
    }

    private HttpActions actions() {
        HttpRules rules = HttpRules.of(allow, Map.of(), Map.of(), perHost);
        HttpActions actions = new HttpActions(() -> rules, new None(), lookup, InstantSource.system());
        open.add(actions);
        return actions;
    }

    private RawServer server(RawServer server) {
        open.add(server);
        return server;
    }

    private static final class None implements Environment {
        @Override
        public Map<String, String> env() {
            return Map.of();
        }

        @Override
        public @Nullable String secret(String name) {
            return null;
        }
    }
}
