package dev.signalbox.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.console.access.Person;
import dev.signalbox.console.access.Role;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.api.Problem;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Nobody gets in who has not shown who they are, and nobody does more than their role says. */
class AccessTest {
    /** Every route that asks for a role, with the role. A route missing here fails {@link ContractTest}. */
    static final Map<String, Role> ROUTES = Map.ofEntries(
            Map.entry("GET /api/flows", Role.VIEW),
            Map.entry("GET /api/flows/{flow}", Role.VIEW),
            Map.entry("GET /api/flows/{flow}/text", Role.VIEW),
            Map.entry("PUT /api/flows/{flow}", Role.AUTHOR),
            Map.entry("POST /api/flows/{flow}/check", Role.AUTHOR),
            Map.entry("POST /api/flows/{flow}/complete", Role.AUTHOR),
            Map.entry("POST /api/flows/{flow}/hover", Role.AUTHOR),
            Map.entry("POST /api/flows/{flow}/definition", Role.AUTHOR),
            Map.entry("POST /api/flows/{flow}/rename", Role.AUTHOR),
            Map.entry("POST /api/flows/{flow}/format", Role.AUTHOR),
            Map.entry("POST /api/flows/{flow}/patch", Role.AUTHOR),
            Map.entry("GET /api/rules/{code}", Role.VIEW),
            Map.entry("POST /api/flows/{flow}/runs", Role.START),
            Map.entry("POST /api/flows/{flow}/context", Role.AUTHOR),
            Map.entry("POST /api/flows/{flow}/try", Role.AUTHOR),
            Map.entry("POST /api/flows/{flow}/tests", Role.AUTHOR),
            Map.entry("GET /api/flows/{flow}/traffic", Role.VIEW),
            Map.entry("GET /api/flows/{flow}/versions", Role.VIEW),
            Map.entry("POST /api/flows/{flow}/review", Role.VIEW),
            Map.entry("GET /api/runs", Role.VIEW),
            Map.entry("GET /api/runs/{id}", Role.VIEW),
            Map.entry("GET /api/runs/{id}/events", Role.VIEW),
            Map.entry("POST /api/runs/{id}/cancel", Role.OPERATE),
            Map.entry("POST /api/runs/{id}/retry", Role.OPERATE),
            Map.entry("POST /api/runs/{id}/move", Role.OPERATE),
            Map.entry("POST /api/runs/{id}/fork", Role.START),
            Map.entry("GET /api/runs/{id}/at/{seq}", Role.VIEW),
            Map.entry("POST /api/runs/bulk", Role.OPERATE),
            Map.entry("GET /api/triggers", Role.VIEW),
            Map.entry("POST /api/triggers/{flow}/{name}/pause", Role.OPERATE),
            Map.entry("POST /api/triggers/{flow}/{name}/resume", Role.OPERATE),
            Map.entry("POST /api/triggers/{flow}/{name}/try", Role.AUTHOR),
            Map.entry("POST /api/triggers/{flow}/{name}/fire", Role.START),
            Map.entry("GET /api/holds", Role.VIEW),
            Map.entry("GET /api/holds/{id}", Role.VIEW),
            Map.entry("POST /api/holds/{id}/preview", Role.DECIDE),
            Map.entry("POST /api/holds/{id}/decision", Role.DECIDE),
            Map.entry("GET /api/holds/{id}/evidence", Role.VIEW),
            Map.entry("POST /api/holds/{id}/ask", Role.VIEW),
            Map.entry("POST /api/holds/{id}/delegate", Role.DECIDE),
            Map.entry("POST /api/holds/{id}/claim", Role.DECIDE),
            Map.entry("POST /api/holds/{id}/release", Role.DECIDE),
            Map.entry("POST /api/holds/bulk", Role.DECIDE),
            Map.entry("GET /api/channels", Role.OPERATE),
            Map.entry("POST /api/channels/{name}/test", Role.OPERATE),
            Map.entry("GET /api/holds/{id}/notices", Role.VIEW),
            Map.entry("GET /api/audit", Role.VIEW),
            Map.entry("GET /api/audit/export", Role.VIEW),
            Map.entry("GET /api/audit/people", Role.VIEW),
            Map.entry("POST /api/events", Role.START),
            Map.entry("GET /api/stream", Role.VIEW),
            Map.entry("GET /api/me", Role.VIEW),
            Map.entry("GET /api/settings", Role.VIEW),
            Map.entry("POST /api/sessions/end", Role.OPERATE),
            Map.entry("GET /api/openapi.json", Role.VIEW),
            Map.entry("GET /metrics", Role.VIEW));

    @TempDir
    Path workspace;

    private Console console;

    @BeforeEach
    void start() {
        console = new Console(
                workspace,
                person("vera", "viewer"),
                person("sten", "starter"),
                person("ada", "approver"),
                person("otto", "operator"));
    }

    @AfterEach
    void stop() {
        console.close();
    }

    private static Person person(String id, String role) {
        return new Person(id, id, Set.of("support-lead"), Role.of(role), id + "-has-a-long-token");
    }

    private HttpRequest.Builder request(String route) {
        String[] parts = route.split(" ", 2);
        String path = parts[1].replaceAll("\\{[a-z]+}", "none");
        return parts[0].equals("GET")
                ? console.to(path).GET()
                : console.to(path)
                        .header("Content-Type", "application/json")
                        .method(parts[0], HttpRequest.BodyPublishers.ofString("{}"));
    }

    @TestFactory
    Stream<DynamicTest> every_route_is_closed_without_a_token_and_with_a_wrong_one() {
        return ROUTES.keySet().stream()
                .map(route -> DynamicTest.dynamicTest(route, () -> {
                    // An unsafe method without a token has no origin either: it is refused as a foreign page's.
                    int without = console.send(request(route)).status();
                    assertEquals(route.startsWith("GET") ? 401 : 403, without);
                    assertEquals(
                            401,
                            console.send(request(route).header("Origin", console.server.url()))
                                    .status());
                    for (String header : List.of("Bearer wrong", "Basic " + Console.TOKEN, Console.TOKEN, "Bearer ")) {
                        assertEquals(
                                401,
                                console.send(request(route).header("Authorization", header))
                                        .status(),
                                header);
                    }
                    assertEquals(
                            401,
                            console.send(request(route)
                                            .header("Origin", console.server.url())
                                            .header("Cookie", "signalbox_session=wrong"))
                                    .status());
                }));
    }

    @TestFactory
    Stream<DynamicTest> every_route_asks_for_its_role() {
        Map<String, String> people = Map.of("vera", "viewer", "sten", "starter", "ada", "approver", "otto", "operator");
        return ROUTES.entrySet().stream()
                .filter(route -> !route.getKey().equals("GET /api/stream"))
                .flatMap(route -> people.entrySet().stream()
                        .map(person -> DynamicTest.dynamicTest(person.getKey() + " " + route.getKey(), () -> {
                            boolean may = Role.of(person.getValue()).contains(route.getValue());
                            int status = console.send(request(route.getKey())
                                            .header("Authorization", "Bearer " + person.getKey() + "-has-a-long-token"))
                                    .status();
                            assertEquals(!may, status == 403, "answered " + status);
                        })));
    }

    @Test
    void a_person_is_passed_on_with_their_groups_and_a_program_as_the_api() {
        String hold = console.hold("refund");
        assertEquals(
                "operator",
                Objects.requireNonNull(console.operations.heard.actor).id());
        assertTrue(Objects.requireNonNull(console.operations.heard.actor).operator());
        console.send(console.to("/api/holds/" + hold + "/decision")
                .header("Authorization", "Bearer ada-has-a-long-token")
                .POST(HttpRequest.BodyPublishers.ofString("{\"decision\":\"approve\"}")));
        var actor = Objects.requireNonNull(console.operations.heard.actor);
        assertEquals("ada", actor.id());
        assertEquals(Set.of("support-lead"), actor.groups());
        assertEquals("api", actor.via());
        assertFalse(actor.operator());
        assertTrue(actor.authenticated());
    }

    @Test
    void who_may_only_look_writes_nothing_about_a_hold() {
        String hold = console.hold("refund");
        Map<String, Integer> answers = Map.of("vera", 403, "sten", 200, "ada", 200, "otto", 200);
        answers.forEach((person, status) -> assertEquals(
                status,
                console.send(console.to("/api/holds/" + hold + "/ask")
                                .header("Authorization", "Bearer " + person + "-has-a-long-token")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"Why?\"}")))
                        .status(),
                person));
    }

    @Test
    void a_foreign_host_is_refused_even_where_nobody_signs_in() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", console.server.port())) {
            socket.getOutputStream()
                    .write("GET /health HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 403"), answer);
        }
    }

    @Test
    void a_foreign_page_changes_nothing_though_the_token_is_right() {
        for (String origin : List.of("http://evil.example", "null", "http://127.0.0.1:1")) {
            assertEquals(
                    403,
                    console.send(console.asOperator("/api/events")
                                    .header("Origin", origin)
                                    .POST(HttpRequest.BodyPublishers.ofString("{\"event\":\"e\"}")))
                            .status(),
                    origin);
        }
    }

    @Test
    void a_sign_in_address_serves_once_and_only_looking_does_not_use_it_up() {
        String url = console.server.signInUrl();
        String path = url.substring(console.server.url().length());
        String code = path.substring(path.indexOf("code=") + 5);
        for (int look = 0; look < 3; look++) {
            Console.Answer page = console.send(console.to(path).GET());
            assertEquals(200, page.status());
            assertTrue(page.text().contains("<script src=\"/signin.js\">"));
        }
        Console.Answer in = console.form("/signin", "code=" + code);
        assertEquals(303, in.status());
        assertTrue(in.header("Set-Cookie").contains("HttpOnly"));
        assertTrue(in.header("Set-Cookie").contains("SameSite=Strict"));
        assertEquals(
                200,
                console.send(console.to("/api/me").header("Cookie", in.cookie()).GET())
                        .status());
        Console.Answer again = console.form("/signin", "code=" + code);
        assertEquals(401, again.status());
        assertEquals("", again.header("Set-Cookie"));
    }

    @Test
    void a_code_and_a_session_grow_old() {
        String url = console.server.signInUrl();
        String code = url.substring(url.indexOf("code=") + 5);
        console.later(Duration.ofMinutes(61));
        assertEquals(401, console.form("/signin", "code=" + code).status());

        String cookie = console.form("/signin", "token=" + Console.TOKEN).cookie();
        for (int hour = 0; hour < 11; hour++) {
            console.later(Duration.ofHours(1));
            assertEquals(
                    200,
                    console.send(console.to("/api/me").header("Cookie", cookie)).status());
        }
        console.later(Duration.ofMinutes(61));
        assertEquals(
                401,
                console.send(console.to("/api/me").header("Cookie", cookie)).status());
    }

    @Test
    void signing_out_ends_the_session() {
        String cookie = console.form("/signin", "token=" + Console.TOKEN).cookie();
        assertEquals(303, console.form("/signout", "", "Cookie", cookie).status());
        assertEquals(
                401,
                console.send(console.to("/api/me").header("Cookie", cookie)).status());
    }

    @Test
    void a_session_changes_something_only_from_the_page_itself() {
        String cookie = console.form("/signin", "token=" + Console.TOKEN).cookie();
        HttpRequest.Builder bare = console.to("/api/events")
                .header("Cookie", cookie)
                .header("X-Signalbox", "1")
                .POST(HttpRequest.BodyPublishers.ofString("{\"event\":\"e\"}"));
        assertEquals(403, console.send(bare.copy()).status());
        assertEquals(
                403,
                console.send(bare.copy().header("Origin", "http://evil.example"))
                        .status());
        assertEquals(
                202,
                console.send(bare.copy().header("Origin", console.server.url())).status());
    }

    @Test
    void guessing_is_slowed_down() {
        for (int guess = 0; guess < 10; guess++) {
            assertEquals(401, console.form("/signin", "token=guess" + guess).status());
        }
        Console.Answer slowed = console.form("/signin", "token=" + Console.TOKEN);
        assertEquals(429, slowed.status());
        assertEquals("60", slowed.header("Retry-After"));
        console.later(Duration.ofSeconds(61));
        assertEquals(303, console.form("/signin", "token=" + Console.TOKEN).status());
    }

    @Test
    void signing_in_leads_only_to_pages_of_this_server() {
        for (String next :
                List.of("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)")) {
            String to = java.net.URLEncoder.encode(next, StandardCharsets.UTF_8);
            assertEquals(
                    "/",
                    console.form("/signin", "token=" + Console.TOKEN + "&next=" + to)
                            .header("Location"),
                    next);
        }
        assertEquals(
                "/runs/0199-a",
                console.form("/signin", "token=" + Console.TOKEN + "&next=/runs/0199-a")
                        .header("Location"));
    }

    @Test
    void text_from_the_address_is_only_text_in_the_sign_in_page() {
        Console.Answer page = console.send(console.to("/signin?code=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
                .GET());
        assertFalse(page.text().contains("<script>alert"), page.text());
    }

    @Test
    void an_address_beyond_this_machine_needs_people() {
        ConsoleConfig own = ConsoleConfig.of(workspace, Map.of());
        Problem refused = assertThrows(Problem.class, () -> own.withAddress("0.0.0.0"));
        assertTrue(String.valueOf(refused.getMessage()).contains("signalbox.yaml"));
        ConsoleConfig open = own.withPeople(List.of(person("ada", "approver"))).withAddress("0.0.0.0");
        assertEquals("0.0.0.0", open.address());
    }

    @Test
    void the_token_is_kept_for_its_owner_alone_and_the_server_says_where_it_is() throws Exception {
        Path other = Files.createDirectory(workspace.resolve("other"));
        ConsoleConfig config = ConsoleConfig.of(other, Map.of()).withPort(0);
        String token;
        try (ConsoleServer server = ConsoleServer.start(console.operations, config)) {
            token = server.token();
            assertTrue(token.length() >= 43);
            Path file = other.resolve(".signalbox/token");
            assertEquals(token, Files.readString(file).strip());
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            Map<String, Object> said =
                    Json.object(dev.signalbox.console.wire.Wire.value(dev.signalbox.console.wire.Wire.MAPPER.readTree(
                            Files.readString(other.resolve(".signalbox/server.json")))));
            assertEquals(server.url(), said.get("url"));
            assertEquals(ProcessHandle.current().pid(), said.get("pid"));
        }
        assertFalse(Files.exists(other.resolve(".signalbox/server.json")));
        Files.setPosixFilePermissions(other.resolve(".signalbox/token"), PosixFilePermissions.fromString("rw-r--r--"));
        try (ConsoleServer server = ConsoleServer.start(console.operations, config)) {
            assertFalse(token.equals(server.token()), "a token that others could read is not used again");
        }
    }
}
