package dev.signalbox.runtime.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.signalbox.dsl.model.Channel;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.action.GuardedPost;
import dev.signalbox.runtime.codec.LogText;
import dev.signalbox.runtime.port.NoticeId;
import dev.signalbox.runtime.port.SystemClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Slack's form and the plain webhook's against a real server on this machine. */
class WebPostTest {
    private static final NoticeId ID = NoticeId.of("one");

    private record Came(String path, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return String.join(",", Objects.requireNonNullElse(headers.get(name), List.of()));
        }
    }

    private interface Answering {
        void answer(HttpExchange exchange) throws IOException;
    }

    private final BlockingQueue<Came> came = new LinkedBlockingQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer sink;
    private Answering answering = exchange -> exchange.sendResponseHeaders(204, -1);

    @BeforeEach
    void listen() throws IOException {
        sink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sink.setExecutor(task -> Thread.ofVirtual().start(task));
        sink.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            came.add(new Came(exchange.getRequestURI().toString(), Map.copyOf(exchange.getRequestHeaders()), body));
            answering.answer(exchange);
            exchange.close();
        });
        sink.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        sink.stop(0);
    }

    private String host() {
        return "127.0.0.1:" + sink.getAddress().getPort();
    }

    private Post.Answer send(String channel, String... allow) throws Exception {
        return send(Duration.ofSeconds(30), channel, allow);
    }

    private Post.Answer send(Duration longest, String channel, String... allow) throws Exception {
        Workspace workspace = Channels.workspace(channel.replace("HOST", host()), allow);
        try (GuardedPost client = GuardedPost.of(() -> workspace, Channels.SECRETS, Map.of())) {
            WebPost post = new WebPost(client, Channels.SECRETS, new SystemClock(), longest);
            return switch (Channels.only(workspace).way()) {
                case Channel.Slack slack -> post.send(slack, Channels.letter("Pay r1?"));
                case Channel.Webhook webhook -> post.send(webhook, ID, Channels.letter("Pay r1?"));
                case Channel.Email email -> throw new IllegalArgumentException("no web channel");
            };
        }
    }

    private static Post.Answer.Refused refused(Post.Answer answer) {
        return assertInstanceOf(Post.Answer.Refused.class, answer);
    }

    @Test
    void theSignatureIsThatOfTheStandard() throws Exception {
        assertEquals(
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                StandardWebhook.signature(
                        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        Instant.ofEpochSecond(1614265330),
                        "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aWebhookIsSignedAndSaysWhichNoticeItIs() throws Exception {
        assertEquals(
                new Post.Answer.Taken(),
                send("{ webhook: { url: 'http://HOST/in', secret: '${secret.HOOK_KEY}' } }", host()));
        Came one = came.take();
        assertEquals("msg_" + ID, one.header("Webhook-id"));
        Map<String, Object> body = Json.object(LogText.parse(one.body()));
        assertEquals("hold.opened", body.get("type"));
        assertEquals("Pay r1?", Json.object(body.get("data")).get("title"));
        assertEquals(
                one.header("Webhook-signature"),
                StandardWebhook.signature(
                        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                        one.header("Webhook-id"),
                        Instant.ofEpochSecond(Long.parseLong(one.header("Webhook-timestamp"))),
                        one.body().getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void slackGetsBlocksAtItsSecretAddress() throws Exception {
        assertEquals(
                new Post.Answer.Taken(), send("{ slack: { url: 'http://HOST/services/${secret.TOKEN}' } }", host()));
        Came one = came.take();
        assertEquals("/services/T0ken-of-a-room", one.path());
        assertTrue(one.body().contains("\"blocks\""), one.body());
    }

    @Test
    void aServerInTroubleIsNamedAndItsWordsHoldNoSecret() throws Exception {
        answering = exchange -> {
            byte[] words = ("no " + exchange.getRequestURI()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(500, words.length);
            exchange.getResponseBody().write(words);
        };
        Post.Answer.Refused refused = refused(send("{ slack: { url: 'http://HOST/${secret.TOKEN}' } }", host()));
        assertTrue(refused.problem().contains("500"), refused.problem());
        assertFalse(refused.problem().contains("T0ken"), refused.problem());
        assertNull(refused.retryAfter());
    }

    @Test
    void aServerThatHasHadEnoughSaysWhenToComeAgain() throws Exception {
        answering = exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "90");
            exchange.sendResponseHeaders(429, -1);
        };
        assertEquals(
                Duration.ofSeconds(90),
                refused(send("{ webhook: { url: 'http://HOST/' } }", host())).retryAfter());
    }

    @Test
    void anAnswerThatComesTooLateIsNone() throws Exception {
        answering = exchange -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        };
        Post.Answer.Refused refused =
                refused(send(Duration.ofMillis(300), "{ webhook: { url: 'http://HOST/' } }", host()));
        assertTrue(refused.problem().contains("No answer from " + host() + " within"), refused.problem());
        assertEquals(1, came.size());
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        answering = exchange -> {
            exchange.getResponseHeaders().set("Location", "http://" + host() + "/elsewhere");
            exchange.sendResponseHeaders(307, -1);
        };
        assertTrue(refused(send("{ webhook: { url: 'http://HOST/' } }", host()))
                .problem()
                .contains("307"));
        assertEquals(1, came.size());
    }

    @Test
    void aHostThatTheWorkspaceDoesNotNameIsNotAsked() throws Exception {
        String problem = refused(send("{ webhook: { url: 'http://HOST/' } }", "hooks.example"))
                .problem();
        assertTrue(problem.contains("http.allow"), problem);
        assertEquals(0, came.size());
    }

    @Test
    void aSecretThatIsNotSetIsNamed() throws Exception {
        String problem =
                refused(send("{ slack: { url: '${secret.UNSET}' } }", host())).problem();
        assertTrue(problem.contains("The secret UNSET is not set"), problem);
        assertEquals(0, came.size());
    }

    @Test
    void aServerThatIsNotThereIsNamed() throws Exception {
        String host = host();
        sink.stop(0);
        String problem = refused(send("{ webhook: { url: 'http://" + host + "/' } }", host))
                .problem();
        assertTrue(problem.contains(host), problem);
    }
}
