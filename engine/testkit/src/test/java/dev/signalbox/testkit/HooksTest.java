package dev.signalbox.testkit;

import static dev.signalbox.testkit.World.SAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.Signalbox;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.TriggerViews;
import dev.signalbox.runtime.api.TriggerViews.HookRequest;
import dev.signalbox.runtime.api.TriggerViews.TriggerView;
import dev.signalbox.runtime.api.Views;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signed requests start runs, once each, and nobody else's do. */
class HooksTest {
    private static final String KEY = "a-key-that-nobody-guesses";
    private static final String OLD_KEY = "the-key-of-last-year";
    private static final String BODY = "{\"ticket\":\"T1\",\"sent\":\"2026-03-02T12:00:00Z\",\"no\":7}";

    @TempDir
    Path folder = Path.of("");

    private final VirtualClock clock = new VirtualClock();

    @SuppressWarnings("NullAway.Init")
    private Engine engine;

    private void desk(String hmac) throws Exception {
        desk(hmac, Map.of("HOOK_SECRET", secret(KEY) + " " + OLD_KEY));
    }

    private void desk(String hmac, Map<String, String> environment) throws Exception {
        Files.writeString(folder.resolve("signalbox.yaml"), "signalbox: 1\nsecrets: { HOOK_SECRET: {} }\n");
        Files.writeString(folder.resolve("desk.flow.yaml"), """
                signalbox: 1
                flow: desk
                version: 1.0.0
                limits: { steps: 5, duration: 1d }
                triggers: [ { http: { path: /hooks/tickets, hmac: %s, input: { ticket: "${body.ticket}" } } } ]
                input: { type: object, required: [ticket], properties: { ticket: { type: string, maxLength: 20 } } }
                start: done
                states:
                  done: { end: succeeded }
                """.formatted(hmac));
        engine = Signalbox.builder()
                .workspace(folder)
                .store(new MemoryStore())
                .clock(clock)
                .environment(environment)
                .build();
    }

    @AfterEach
    void close() {
        engine.close();
    }

    /** As Standard Webhooks write it. */
    private static String secret(String key) {
        return "whsec_" + Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] mac(String key, String content) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(String key, String content) throws Exception {
        return HexFormat.of().formatHex(mac(key, content));
    }

    private String send(Map<String, String> headers, String body) {
        return engine.deliver(
                        new HookRequest("/hooks/tickets", headers, Map.of(), body.getBytes(StandardCharsets.UTF_8)))
                .run();
    }

    private Problem refused(Map<String, String> headers, String body) {
        return assertThrows(Problem.class, () -> send(headers, body));
    }

    private Map<String, String> standard(String key, String id, long secondsOff, String body) throws Exception {
        long time = clock.now().getEpochSecond() + secondsOff;
        String signature = Base64.getEncoder().encodeToString(mac(key, id + "." + time + "." + body));
        return Map.of(
                "webhook-id", id, "webhook-timestamp", String.valueOf(time), "webhook-signature", "v1," + signature);
    }

    private TriggerView told() {
        return engine.triggers().getFirst();
    }

    private TriggerViews.LastView last() {
        TriggerViews.LastView last = told().last();
        assertNotNull(last);
        return last;
    }

    private String lastProblem() {
        return String.valueOf(last().problem());
    }

    private List<Views.RunSummary> runs() {
        return engine.runs(new Views.RunFilter(null, null, null, null, null, null, null, null, 50))
                .items();
    }

    @Test
    void a_signed_request_starts_a_run_with_what_the_mapping_makes_of_it() throws Exception {
        desk("{ secret: HOOK_SECRET }");
        String run = send(standard(KEY, "d1", 0, BODY), BODY);

        assertEquals(Map.of("ticket", "T1"), engine.run(run).input());
        assertEquals("trigger:http-hooks-tickets", engine.run(run).startedBy());
        assertEquals(run, last().run());
        assertEquals("http-hooks-tickets", told().name());
        assertEquals(Map.of("ticket", "${body.ticket}"), told().input());
    }

    @Test
    void the_same_delivery_again_gives_the_same_run_however_it_is_signed_anew() throws Exception {
        desk("{ secret: HOOK_SECRET }");
        Map<String, String> first = standard(KEY, "d1", 0, BODY);
        String run = send(first, BODY);
        assertEquals(run, send(first, BODY));
        clock.advance(Duration.ofDays(3));
        assertEquals(run, send(standard(KEY, "d1", 0, BODY), BODY));
        assertNotEquals(run, send(standard(KEY, "d2", 0, BODY), BODY));
        assertEquals(2, runs().size());
    }

    @Test
    void what_is_not_signed_by_who_has_the_secret_starts_nothing() throws Exception {
        desk("{ secret: HOOK_SECRET }");
        Map<String, String> good = standard(KEY, "d1", 0, BODY);
        for (Map<String, String> bad : List.of(
                standard("another key", "d1", 0, BODY),
                with(good, "webhook-id", "d2"),
                with(good, "webhook-timestamp", "1"),
                with(good, "webhook-timestamp", "soon"),
                with(good, "webhook-signature", "v1,"),
                with(good, "webhook-signature", "v1a," + good.get("webhook-signature")),
                with(good, "webhook-signature", "v1,%%%"),
                with(good, "webhook-id", ""),
                without(good, "webhook-id"),
                without(good, "webhook-timestamp"),
                without(good, "webhook-signature"),
                standard(KEY, "d1", -301, BODY),
                standard(KEY, "d1", 301, BODY),
                standard(KEY, "d".repeat(300), 0, BODY),
                Map.<String, String>of())) {
            assertEquals(Problem.Kind.UNAUTHENTICATED, refused(bad, BODY).kind(), bad.toString());
        }
        assertEquals(Problem.Kind.UNAUTHENTICATED, refused(good, BODY + " ").kind());
        assertEquals(List.of(), runs());
        assertTrue(lastProblem().startsWith("A request was refused."), lastProblem());
        send(standard(KEY, "d1", -300, BODY), BODY);
        send(standard(KEY, "d2", 300, BODY), BODY);
        assertEquals(2, runs().size(), "to the last second");
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> changed = new HashMap<>(headers);
        changed.put(name, value);
        return changed;
    }

    private static Map<String, String> without(Map<String, String> headers, String name) {
        Map<String, String> changed = new HashMap<>(headers);
        changed.remove(name);
        return changed;
    }

    @Test
    void both_sides_can_change_their_secret_while_the_other_has_the_old_one() throws Exception {
        desk("{ secret: HOOK_SECRET }");
        Map<String, String> good = standard(KEY, "d1", 0, BODY);
        send(with(good, "webhook-signature", "v1," + "A".repeat(43) + "= " + good.get("webhook-signature")), BODY);
        send(standard(OLD_KEY, "d2", 0, BODY), BODY);
        assertEquals(2, runs().size());
    }

    @Test
    void the_plain_form_takes_hex_or_base64_with_or_without_a_name() throws Exception {
        desk("{ secret: HOOK_SECRET, header: X-Signature }", Map.of("HOOK_SECRET", KEY));
        for (int i = 0; i < 4; i++) {
            String body = "{\"ticket\":\"T" + i + "\"}";
            String hex = hex(KEY, body);
            String base64 = Base64.getEncoder().encodeToString(mac(KEY, body));
            send(
                    Map.of(
                            "x-signature",
                            List.of("sha256=" + hex, hex, base64, "v1=" + base64)
                                    .get(i)),
                    body);
        }
        assertEquals(4, runs().size());
        assertEquals(
                Problem.Kind.UNAUTHENTICATED,
                refused(Map.of("x-signature", "sha1=" + "0".repeat(40)), BODY).kind());
    }

    @Test
    void where_nothing_signed_says_when_the_same_bytes_start_one_run_for_more_than_a_year() throws Exception {
        desk("{ secret: HOOK_SECRET, header: X-Signature, id: X-Delivery }", Map.of("HOOK_SECRET", KEY));
        String signature = "sha256=" + hex(KEY, BODY);
        String run = send(Map.of("x-signature", signature, "x-delivery", "d1"), BODY);
        clock.advance(Duration.ofDays(399));
        assertEquals(run, send(Map.of("x-signature", signature, "x-delivery", "forged"), BODY));
        assertEquals(1, runs().size());
    }

    @Test
    void a_signed_time_is_held_to_the_tolerance_and_an_id_that_nobody_signed_cannot_be_changed() throws Exception {
        desk(
                "{ secret: HOOK_SECRET, header: X-Signature, timestamp: X-Time, id: X-Delivery, tolerance: 1m }",
                Map.of("HOOK_SECRET", KEY));
        String now = String.valueOf(clock.now().getEpochSecond());
        Map<String, String> good = Map.of("x-signature", hex(KEY, now + "." + BODY), "x-time", now, "x-delivery", "d1");
        String run = send(good, BODY);
        assertEquals(run, send(with(good, "x-delivery", "d2"), BODY), "somebody heard it and sends it on");
        assertEquals(
                Problem.Kind.UNAUTHENTICATED,
                refused(with(good, "x-time", now + "1"), BODY).kind());
        assertEquals(
                Problem.Kind.UNAUTHENTICATED,
                refused(without(good, "x-time"), BODY).kind());
        clock.advance(Duration.ofSeconds(61));
        assertEquals(Problem.Kind.UNAUTHENTICATED, refused(good, BODY).kind());
        String later = String.valueOf(clock.now().getEpochSecond());
        assertEquals(
                run,
                send(Map.of("x-signature", hex(KEY, later + "." + BODY), "x-time", later, "x-delivery", "d1"), BODY),
                "the sender tries again");
        assertEquals(1, runs().size());
    }

    @Test
    void the_time_and_the_id_can_stand_in_the_body_which_is_signed() throws Exception {
        desk(
                "{ secret: HOOK_SECRET, header: X-Signature, timestamp: body.sent, id: body.no }",
                Map.of("HOOK_SECRET", KEY));
        String run = send(Map.of("x-signature", hex(KEY, BODY)), BODY);
        String other = BODY.replace("\"T1\"", "\"T2\"");
        assertEquals(run, send(Map.of("x-signature", hex(KEY, other)), other), "by its id it is the same");
        for (String bad : List.of(
                BODY.replace("2026-03-02", "2026-03-01"), BODY.replace("\"no\"", "\"na\""), "{}", "[]", "no JSON")) {
            assertEquals(
                    Problem.Kind.UNAUTHENTICATED,
                    refused(Map.of("x-signature", hex(KEY, bad)), bad).kind(),
                    bad);
        }
    }

    @Test
    void what_does_not_fit_is_told_and_may_be_sent_again_once_it_does() throws Exception {
        desk("{ secret: HOOK_SECRET }");
        for (String bad : List.of("{\"ticket\":7}", "{}", "{\"ticket\":\"" + "x".repeat(21) + "\"}", "[]", "null")) {
            assertEquals(
                    Problem.Kind.INVALID,
                    refused(standard(KEY, "d1", 0, bad), bad).kind(),
                    bad);
            assertTrue(lastProblem().contains("does not make an input of desk"), lastProblem());
        }
        assertEquals(
                Problem.Kind.BAD_REQUEST,
                refused(standard(KEY, "d1", 0, "<x/>"), "<x/>").kind());
        assertTrue(lastProblem().contains("not JSON"), lastProblem());
        assertEquals(List.of(), runs());
        send(standard(KEY, "d1", 0, BODY), BODY);
        assertNull(last().problem());
    }

    @Test
    void a_paused_trigger_takes_nothing_and_loses_nothing() throws Exception {
        desk("{ secret: HOOK_SECRET }");
        String first = send(standard(KEY, "d0", 0, BODY), BODY);
        assertEquals(
                new TriggerViews.PausedView("sam", clock.now().toString()),
                engine.pause("desk", "http-hooks-tickets", SAM).paused());
        Problem paused = refused(standard(KEY, "d1", 0, BODY), BODY);
        assertEquals(Problem.Kind.UNAVAILABLE, paused.kind());
        assertEquals(true, paused.details().get("paused"));
        assertEquals(first, send(standard(KEY, "d0", 0, BODY), BODY), "what was taken before stays taken");
        assertNull(engine.resume("desk", "http-hooks-tickets", SAM).paused());
        send(standard(KEY, "d1", 0, BODY), BODY);
        assertEquals(2, runs().size());
        assertThrows(Problem.class, () -> engine.pause("desk", "no-such", SAM));
    }

    @Test
    void without_a_secret_nothing_can_be_checked_and_nothing_is_taken() throws Exception {
        desk("{ secret: HOOK_SECRET }", Map.of());
        Problem refused = refused(standard(KEY, "d1", 0, BODY), BODY);
        assertEquals(Problem.Kind.UNAVAILABLE, refused.kind());
        assertTrue(!String.valueOf(refused.getMessage()).contains("SECRET"), "a stranger is not told why");
        assertTrue(String.valueOf(told().problem()).contains("HOOK_SECRET has no value"), told().problem());
    }

    @Test
    void while_the_workspace_has_an_error_a_sender_is_asked_to_come_again() throws Exception {
        desk("{ secret: HOOK_SECRET }");
        send(standard(KEY, "d1", 0, BODY), BODY);
        Files.writeString(folder.resolve("signalbox.yaml"), "signalbox: 1\nsecrets: { HOOK_SECRET: {} }\nmodel: {}\n");
        Problem later = refused(standard(KEY, "d2", 0, BODY), BODY);
        assertEquals(Problem.Kind.UNAVAILABLE, later.kind());
        Files.writeString(folder.resolve("signalbox.yaml"), "signalbox: 1\nsecrets: { HOOK_SECRET: {} }\n\n");
        send(standard(KEY, "d2", 0, BODY), BODY);
        assertEquals(2, runs().size());
    }

    @Test
    void a_path_that_nobody_claims_is_nothing() throws Exception {
        desk("{ secret: HOOK_SECRET }");
        Problem none = assertThrows(
                Problem.class, () -> engine.deliver(new HookRequest("/hooks/other", Map.of(), Map.of(), new byte[0])));
        assertEquals(Problem.Kind.NOT_FOUND, none.kind());
    }

    @Test
    void it_can_be_tried_and_fired_by_hand() throws Exception {
        desk("{ secret: HOOK_SECRET }");
        var request = new TriggerViews.TrialRequest(Map.of("ticket", "T7"), null, null, null);
        assertEquals(
                Map.of("ticket", "T7"),
                engine.tryOut("desk", "http-hooks-tickets", request).input());
        assertEquals(
                1,
                engine.tryOut("desk", "http-hooks-tickets", TriggerViews.TrialRequest.EMPTY)
                        .problems()
                        .size());
        assertEquals(List.of(), runs());
        engine.pause("desk", "http-hooks-tickets", SAM);
        Views.RunView fired = engine.fire("desk", "http-hooks-tickets", request, SAM);
        assertEquals("sam", fired.startedBy());
    }
}
