package dev.signalbox.runtime.action;

import static dev.signalbox.runtime.action.ActionCalls.answered;
import static dev.signalbox.runtime.action.ActionCalls.failed;
import static dev.signalbox.runtime.action.ActionCalls.idempotent;
import static dev.signalbox.runtime.action.ActionCalls.read;
import static dev.signalbox.runtime.action.ActionCalls.unknown;
import static dev.signalbox.runtime.action.ActionCalls.with;
import static dev.signalbox.runtime.action.ActionCalls.within;
import static dev.signalbox.runtime.action.ActionCalls.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.effect.Target;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.port.Environment;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpActionsTest {
    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));
    private static final Duration SHORT = Duration.ofMillis(300);

    private final List<AutoCloseable> open = new ArrayList<>();
    private List<String> allow = List.of("127.0.0.1");
    private Map<String, Workspace.Secret> secrets = Map.of();
    private Map<String, Integer> standIns = Map.of();
    private PinningResolver.Lookup lookup = InetAddress::getAllByName;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : open) {
            closeable.close();
        }
    }

    @Test
    void givesAJsonAnswerAsValues() throws Exception {
        RawServer server =
                server(RawServer.json("200 OK", "{\"id\":\"O9\",\"total\":1200,\"rate\":0.5,\"note\":null}"));
        ActionOutcome.Answered answer = answered(get(server, "/orders/O9"));
        assertEquals(Map.of("id", "O9", "total", 1200L, "rate", 0.5, "note", Json.NULL), answer.result());
        assertEquals(200L, Json.object(answer.response()).get("status"));
        assertTrue(server.requests.getFirst().startsWith("GET /orders/O9 HTTP/1.1\r\n"), server.requests.getFirst());
    }

    @Test
    void givesOtherTextAsAStringAndNothingAsNull() throws Exception {
        assertEquals(
                "{\"a\":1}",
                answered(get(server(RawServer.text(RawServer.answer("200 OK", "text/plain", "{\"a\":1}"))), "/"))
                        .result());
        assertEquals(
                Json.NULL,
                answered(get(server(RawServer.text("HTTP/1.1 204 No Content\r\n\r\n")), "/"))
                        .result());
    }

    @Test
    void refusesAnAnswerThatOnlySaysItIsJson() throws Exception {
        ActionOutcome.Failed failed = failed(get(server(RawServer.json("200 OK", "{oops")), "/"));
        assertEquals("value", failed.kind());
        assertTrue(failed.message().contains("is not"), failed.message());
    }

    @Test
    void sendsABodyAsJsonWithWholeNumbersPlain() throws Exception {
        RawServer server = server(RawServer.json("201 Created", "{}"));
        Target.Http target = new Target.Http(
                "POST", url(server, "/refunds"), Map.of("X-Shop", "a"), Map.of("amount", 850.0, "rate", 0.25));
        answered(actions().call(write(target), target));
        String request = server.requests.getFirst();
        assertTrue(request.contains("\"amount\":850,") || request.contains("\"amount\":850}"), request);
        assertTrue(request.contains("Content-Type: application/json"), request);
        assertFalse(request.contains("Idempotency-Key"), request);
        assertTrue(request.contains("X-Shop: a"), request);
    }

    @Test
    void sendsAFormWhenTheFileSaysSo() throws Exception {
        RawServer server = server(RawServer.json("200 OK", "{}"));
        Target.Http target = new Target.Http(
                "POST",
                url(server, "/"),
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                Map.of("text", "a&b =c"));
        answered(actions().call(write(target), target));
        assertTrue(server.requests.getFirst().endsWith("\r\n\r\ntext=a%26b+%3Dc"), server.requests.getFirst());
    }

    @Test
    void aFormSaysListsEntryByEntryAndObjectsFieldByField() throws Exception {
        RawServer server = server(RawServer.json("200 OK", "{}"));
        Map<String, Object> form = new java.util.LinkedHashMap<>();
        form.put("expand[]", List.of("a", "b"));
        form.put("meta", Map.of("k", "v"));
        form.put("items", List.of(Map.of("n", 2L), Map.of("tags", List.of("x"))));
        form.put("none", Json.NULL);
        Target.Http target = new Target.Http(
                "POST", url(server, "/"), Map.of("Content-Type", "application/x-www-form-urlencoded"), form);
        answered(actions().call(write(target), target));
        assertTrue(
                server.requests
                        .getFirst()
                        .endsWith("\r\n\r\nexpand%5B%5D=a&expand%5B%5D=b&meta%5Bk%5D=v&items%5B0%5D%5Bn%5D=2"
                                + "&items%5B1%5D%5Btags%5D%5B0%5D=x&none="),
                server.requests.getFirst());
    }

    @Test
    void anIdempotentCallCarriesItsKey() throws Exception {
        RawServer server = server(RawServer.json("200 OK", "{}"));
        Target.Http target = new Target.Http("POST", url(server, "/"), Map.of(), Map.of());
        answered(actions().call(idempotent(target), target));
        assertTrue(
                server.requests.getFirst().contains("Idempotency-Key: " + ActionCalls.KEY + "\r\n"),
                server.requests.getFirst());
    }

    @Test
    void anErrorStatusCarriesStatusBodyAndRetryAfter() throws Exception {
        RawServer server =
                server(RawServer.text("HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 13\r\n\r\n{\"why\":\"full\"}".replace("13", "14")));
        ActionOutcome.Failed failed = failed(get(server, "/"));
        assertEquals("http.503", failed.kind());
        assertEquals(Duration.ofSeconds(7), failed.retryAfter());
        assertTrue(failed.message().startsWith("503 Busy: {\"why\":"), failed.message());
        Object response = java.util.Objects.requireNonNull(failed.response());
        assertEquals(Map.of("why", "full"), Json.object(response).get("body"));
    }

    @Test
    void aRetryAfterMayBeADate() throws Exception {
        RawServer server = server(RawServer.text(
                "HTTP/1.1 429 Slow\r\nRetry-After: Sun, 22 Nov 2026 12:01:30 GMT\r\nContent-Length: 0\r\n\r\n"));
        assertEquals(Duration.ofSeconds(90), failed(get(server, "/")).retryAfter());
    }

    @Test
    void aLongErrorIsCutInTheMessage() throws Exception {
        RawServer server = server(RawServer.text(RawServer.answer("500 Oops", "text/plain", "x".repeat(50_000))));
        assertEquals(
                "500 Oops: ".length() + 2_000,
                failed(get(server, "/")).message().length());
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        RawServer inside = server(RawServer.json("200 OK", "{}"));
        RawServer server = server(RawServer.text(
                "HTTP/1.1 302 Found\r\nLocation: " + url(inside, "/x") + "\r\nContent-Length: 0\r\n\r\n"));
        ActionOutcome.Failed failed = failed(get(server, "/"));
        assertEquals("http.302", failed.kind());
        assertTrue(failed.message().contains("redirects are not followed"), failed.message());
        assertTrue(inside.requests.isEmpty());
    }

    @Test
    void anAnswerThatIsTooLargeIsRefused() throws Exception {
        RawServer server = server(
                RawServer.text(RawServer.answer("200 OK", "text/plain", "x".repeat(HttpAnswer.LARGEST_BODY + 1))));
        assertEquals("value", failed(get(server, "/")).kind());
        RawServer just =
                server(RawServer.text(RawServer.answer("200 OK", "text/plain", "x".repeat(HttpAnswer.LARGEST_BODY))));
        assertEquals(
                HttpAnswer.LARGEST_BODY,
                String.valueOf(answered(get(just, "/")).result()).length());
    }

    @Test
    void anEndlessAnswerEndsAtTheDeadline() throws Exception {
        RawServer server = server(new RawServer(socket -> {
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            while (socket.getInputStream().available() == 0) {
                socket.getOutputStream().write('x');
                socket.getOutputStream().flush();
                Thread.onSpinWait();
            }
        }));
        ActionOutcome outcome = call(within(SHORT, read(target("GET", server))));
        // A fast reader meets the size limit first, a slow one the deadline: both end it.
        assertTrue(Set.of("timeout", "value").contains(failed(outcome).kind()), outcome.toString());
    }

    @Test
    void noConnectionIsAFailureEvenForAWriteThatMayNotRepeat() throws Exception {
        RawServer gone = server(RawServer.json("200 OK", "{}"));
        Target.Http target = target("POST", gone);
        gone.close();
        ActionOutcome.Failed failed = failed(call(write(target)));
        assertEquals("connection", failed.kind());
        assertTrue(failed.message().contains(gone.authority()), failed.message());
    }

    @Test
    void aHostThatNobodyKnowsIsAFailure() throws Exception {
        allow = List.of("shop.example");
        lookup = host -> {
            throw new java.net.UnknownHostException(host);
        };
        ActionOutcome.Failed failed =
                failed(call(write(new Target.Http("POST", "http://shop.example/", Map.of(), null))));
        assertEquals("connection", failed.kind());
        assertTrue(failed.message().contains("not known"), failed.message());
    }

    @Test
    void aLostConnectionAfterSendingIsUnknownForAWriteOnly() throws Exception {
        RawServer server = server(new RawServer(socket -> socket.setSoLinger(true, 0)));
        assertEquals("connection", unknown(call(write(target("POST", server)))).kind());
        assertEquals(
                "connection", unknown(call(idempotent(target("POST", server)))).kind());
        assertEquals("connection", failed(call(read(target("GET", server)))).kind());
        assertEquals(3, server.requests.size(), "no try is repeated underneath");
    }

    @Test
    void aTimeOutAfterSendingIsUnknownForAWriteOnly() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        RawServer server = server(new RawServer(socket -> never.await()));
        assertEquals(
                "timeout",
                unknown(call(within(SHORT, write(target("POST", server))))).kind());
        assertEquals(
                "timeout",
                unknown(call(within(SHORT, idempotent(target("POST", server))))).kind());
        assertEquals(
                "timeout",
                failed(call(within(SHORT, read(target("GET", server))))).kind());
        never.countDown();
    }

    @Test
    void aTimeOutInTheMiddleOfTheAnswerIsUnknownForAWrite() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        RawServer server = server(new RawServer(socket -> {
            socket.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf".getBytes(StandardCharsets.UTF_8));
            never.await();
        }));
        assertEquals(
                "timeout",
                unknown(call(within(SHORT, write(target("POST", server))))).kind());
        never.countDown();
    }

    @Test
    void anErrorWhoseBodyIsLostIsStillThatError() throws Exception {
        RawServer server = server(RawServer.text("HTTP/1.1 409 Conflict\r\nContent-Length: 9\r\n\r\nhalf"));
        assertEquals("http.409", failed(call(write(target("POST", server)))).kind());
    }

    @Test
    void anInterruptStopsACall() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        RawServer server = server(new RawServer(socket -> {
            arrived.countDown();
            never.await();
        }));
        HttpActions actions = actions();
        AtomicReference<@Nullable Throwable> seen = new AtomicReference<>();
        Target.Http target = target("POST", server);
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                actions.call(write(target), target);
            } catch (InterruptedException e) {
                seen.set(e);
            }
        });
        arrived.await();
        caller.interrupt();
        caller.join();
        assertInstanceOf(InterruptedException.class, seen.get());
        never.countDown();
    }

    @Test
    void aHostThatIsNotOnTheListIsRefusedWithWhatToDo() throws Exception {
        RawServer server = server(RawServer.json("200 OK", "{}"));
        allow = List.of("shop.example");
        ActionOutcome.Failed failed = failed(get(server, "/"));
        assertEquals("value", failed.kind());
        assertTrue(failed.message().contains("http.allow"), failed.message());
        assertTrue(server.requests.isEmpty());
    }

    @Test
    void aStandInNeedsNoEntry() throws Exception {
        RawServer server = server(RawServer.json("200 OK", "{}"));
        allow = List.of();
        standIns = Map.of("shop-url.stand-in", server.port());
        answered(call(read(new Target.Http("GET", "http://shop-url.stand-in/orders/1", Map.of(), null))));
        assertTrue(server.requests.getFirst().startsWith("GET /orders/1 "), server.requests.getFirst());
        ActionOutcome.Failed other =
                failed(call(read(new Target.Http("GET", "http://calc-url.stand-in/", Map.of(), null))));
        assertTrue(other.message().contains("not on the workspace's list"), other.message());
    }

    @Test
    void aNameThatLeadsInsideIsRefusedWithoutAConnection() throws Exception {
        RawServer server = server(RawServer.json("200 OK", "{}"));
        allow = List.of("shop.example");
        lookup = host -> new InetAddress[] {InetAddress.getByName("8.8.8.8"), InetAddress.getLoopbackAddress()};
        String url = "http://shop.example:" + server.port() + "/";
        ActionOutcome.Failed failed = failed(call(read(new Target.Http("GET", url, Map.of(), null))));
        assertEquals("value", failed.kind());
        assertTrue(failed.message().contains("127.0.0.1"), failed.message());
        assertTrue(server.requests.isEmpty());
    }

    @Test
    void aNameIsLookedUpOnceSoThatASecondAnswerGainsNothing() throws Exception {
        RawServer server = server(RawServer.json("200 OK", "{}"));
        allow = List.of("shop.example", "127.0.0.1:" + server.port());
        AtomicInteger asked = new AtomicInteger();
        lookup = host -> {
            asked.incrementAndGet();
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        };
        answered(call(read(new Target.Http("GET", "http://shop.example:" + server.port() + "/", Map.of(), null))));
        assertEquals(1, asked.get());
        assertTrue(server.requests.getFirst().contains("Host: shop.example:" + server.port()));
    }

    @Test
    void aSecretGoesInAtTheLastMomentAndNeverComesBack() throws Exception {
        RawServer server = server(
                RawServer.json("200 OK", "{\"you\":\"sent Bearer s3cr3t-token\",\"s3cr3t-token\":[\"s3cr3t-token\"]}"));
        secrets = Map.of("SHOP_TOKEN", new Workspace.Secret("SHOP_TOKEN", List.of("127.0.0.1")));
        Target.Http target = new Target.Http(
                "POST",
                url(server, "/x?key=${secret.SHOP_TOKEN}"),
                Map.of("Authorization", "Bearer ${secret.SHOP_TOKEN}"),
                Map.of("token", "${secret.SHOP_TOKEN}"));
        ActionOutcome outcome = call(write(target));
        String request = server.requests.getFirst();
        assertTrue(request.contains("Authorization: Bearer s3cr3t-token\r\n"), request);
        assertTrue(request.startsWith("POST /x?key=s3cr3t-token "), request);
        assertTrue(request.endsWith("{\"token\":\"s3cr3t-token\"}"), request);
        assertFalse(outcome.toString().contains("s3cr3t"), outcome.toString());
        assertTrue(outcome.toString().contains("${secret.SHOP_TOKEN}"), outcome.toString());
    }

    @Test
    void aSecretGoesOnlyToItsHosts() throws Exception {
        RawServer server = server(RawServer.json("200 OK", "{}"));
        secrets = Map.of("SHOP_TOKEN", new Workspace.Secret("SHOP_TOKEN", List.of("shop.example")));
        ActionOutcome.Failed failed = failed(call(read(withToken(url(server, "/")))));
        assertTrue(failed.message().contains("may not be sent to " + server.authority()), failed.message());
        assertFalse(failed.message().contains("s3cr3t"), failed.message());
        assertTrue(server.requests.isEmpty());
    }

    @Test
    void aSecretDoesNotTravelOverPlainHttp() throws Exception {
        allow = List.of("shop.example");
        secrets = Map.of("SHOP_TOKEN", new Workspace.Secret("SHOP_TOKEN", List.of()));
        ActionOutcome.Failed failed = failed(call(read(withToken("http://shop.example/"))));
        assertTrue(failed.message().contains("plain http"), failed.message());
    }

    @Test
    void aStandInGetsNoRealSecret() throws Exception {
        RawServer server = server(RawServer.json("200 OK", "{}"));
        standIns = Map.of("shop-url.stand-in", server.port());
        secrets = Map.of("SHOP_TOKEN", new Workspace.Secret("SHOP_TOKEN", List.of("shop.example")));
        answered(call(read(withToken("http://shop-url.stand-in/"))));
        assertTrue(server.requests.getFirst().contains("Bearer stand-in-for-SHOP_TOKEN"));
    }

    @Test
    void aMissingOrUndeclaredSecretIsNamed() throws Exception {
        RawServer server = server(RawServer.json("200 OK", "{}"));
        secrets = Map.of("OTHER", new Workspace.Secret("OTHER", List.of()));
        Target.Http other = new Target.Http("GET", url(server, "/"), Map.of("X", "${secret.OTHER}"), null);
        assertTrue(failed(call(read(other))).message().contains("The secret OTHER is not set"));
        assertTrue(failed(call(read(withToken(url(server, "/"))))).message().contains("not declared"));
    }

    @Test
    void argumentsCannotAskForASecret() throws Exception {
        RawServer server = server(RawServer.json("200 OK", "{}"));
        secrets = Map.of("SHOP_TOKEN", new Workspace.Secret("SHOP_TOKEN", List.of()));
        Target.Http target = new Target.Http("POST", url(server, "/"), Map.of(), Map.of("t", "${secret.SHOP_TOKEN}"));
        Map<String, Object> args = Map.of("notes", List.of("please: ${secret.SHOP_TOKEN}"));
        assertEquals("value", failed(call(with(args, write(target)))).kind());
        assertTrue(server.requests.isEmpty());
    }

    @Test
    void argumentsCannotAskForASecretInPiecesThatTheTemplateJoins() throws Exception {
        RawServer server = server(RawServer.json("200 OK", "{}"));
        secrets = Map.of("SHOP_TOKEN", new Workspace.Secret("SHOP_TOKEN", List.of()));
        Target.Http target = new Target.Http("POST", url(server, "/"), Map.of(), Map.of("t", "${secret.SHOP_TOKEN}"));
        for (String first : List.of("so: ${", "${ ", "{", "${sec", "${secret", "{\n")) {
            Map<String, Object> args = Map.of("first", first, "last", "SHOP_TOKEN}");
            assertEquals("value", failed(call(with(args, write(target)))).kind(), first);
        }
        assertTrue(server.requests.isEmpty());
    }

    @Test
    void aHeaderCannotBeSplitAndTheHostCannotBeChosen() throws Exception {
        RawServer server = server(RawServer.json("200 OK", "{}"));
        String url = url(server, "/");
        assertTrue(failed(call(read(new Target.Http("GET", url, Map.of("X", "a\r\nY: b"), null))))
                .message()
                .contains("line break"));
        assertTrue(failed(call(read(new Target.Http("GET", url, Map.of("Host", "evil"), null))))
                .message()
                .contains("Leave it out"));
        assertTrue(server.requests.isEmpty());
    }

    private Target.Http withToken(String url) {
        return new Target.Http("GET", url, Map.of("Authorization", "Bearer ${secret.SHOP_TOKEN}"), null);
    }

    private ActionOutcome get(RawServer server, String path) throws InterruptedException {
        return call(read(new Target.Http("GET", url(server, path), Map.of(), null)));
    }

    private Target.Http target(String method, RawServer server) {
        return new Target.Http(method, url(server, "/"), Map.of(), method.equals("GET") ? null : Map.of("a", 1L));
    }

    private ActionOutcome call(Effect.ActionCall call) throws InterruptedException {
        return actions().call(call, (Target.Http) call.target());
    }

    private HttpActions actions() {
        HttpRules rules = HttpRules.of(allow, secrets, standIns);
        HttpActions actions = new HttpActions(() -> rules, new Fixed(), lookup, NOON);
        open.add(actions);
        return actions;
    }

    private static String url(RawServer server, String path) {
        return "http://" + server.authority() + path;
    }

    private RawServer server(RawServer server) {
        open.add(server);
        return server;
    }

    private static final class Fixed implements Environment {
        @Override
        public Map<String, String> env() {
            return Map.of();
        }

        @Override
        public @Nullable String secret(String name) {
            return name.equals("SHOP_TOKEN") ? "s3cr3t-token" : null;
        }
    }
}
