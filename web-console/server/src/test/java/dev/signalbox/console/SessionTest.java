package dev.signalbox.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.console.access.Admission;
import dev.signalbox.console.access.Person;
import dev.signalbox.console.access.Role;
import dev.signalbox.console.wire.Wire;
import dev.signalbox.dsl.value.Json;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session is its person's, as the workspace knows them now, and what it changes comes from the page. */
class SessionTest {
    private static final String ADAS = "ada-has-a-long-token";

    @TempDir
    Path workspace;

    private Console console;
    private volatile Admission admission = admitting(true, ada("approver", Set.of()));

    @BeforeEach
    void start() {
        console = new Console(workspace, () -> admission);
    }

    @AfterEach
    void stop() {
        console.close();
    }

    private static Person ada(String role, Set<String> groups) {
        return new Person("ada", "Ada", groups, Role.of(role), ADAS);
    }

    private static Admission admitting(boolean tokens, Person... people) {
        return new Admission(List.of(people), Set.of(), tokens, null, null);
    }

    private Console.Answer me(String cookie) {
        return console.send(console.to("/api/me").header("Cookie", cookie).GET());
    }

    private Console.Answer send(HttpRequest.Builder request) {
        return console.send(
                request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString("{}")));
    }

    @Test
    void it_ends_after_two_hours_without_a_request_and_looking_at_the_page_is_none() {
        String cookie = console.session(ADAS);
        console.later(Duration.ofMinutes(119));
        assertEquals(200, me(cookie).status());
        console.later(Duration.ofMinutes(119));
        assertEquals(200, me(cookie).status(), "a request begins the two hours anew");
        console.later(Duration.ofMinutes(100));
        console.send(console.to("/").header("Cookie", cookie).GET());
        console.later(Duration.ofMinutes(21));
        assertEquals(401, me(cookie).status());
    }

    @Test
    void it_ends_after_twelve_hours_whatever_is_done() {
        String cookie = console.session(ADAS);
        for (int hour = 0; hour < 12; hour++) {
            assertEquals(200, me(cookie).status());
            console.later(Duration.ofHours(1));
        }
        console.later(Duration.ofSeconds(1));
        assertEquals(401, me(cookie).status());
    }

    @Test
    void it_ends_with_its_person_for_good() {
        String cookie = console.session(ADAS);
        Admission before = admission;
        admission = admitting(true);
        assertEquals(401, me(cookie).status());
        assertEquals(
                401,
                console.send(console.to("/api/me").header("Authorization", "Bearer " + ADAS))
                        .status(),
                "and so does their token");
        admission = before;
        assertEquals(401, me(cookie).status());
    }

    @Test
    void it_ends_when_its_person_is_given_other_roles() {
        String cookie = console.session(ADAS);
        admission = admitting(true, ada("operator", Set.of()));
        assertEquals(401, me(cookie).status());
    }

    @Test
    void its_persons_groups_are_those_of_now() {
        String cookie = console.session(ADAS);
        assertEquals(List.of(), me(cookie).at("groups"));
        admission = admitting(true, ada("approver", Set.of("support-lead")));
        assertEquals(List.of("support-lead"), me(cookie).at("groups"));
    }

    @Test
    void it_ends_when_tokens_are_no_way_in_any_more_but_the_operators_stays() {
        String cookie = console.session(ADAS);
        String operator = console.session(Console.TOKEN);
        admission = admitting(false, ada("approver", Set.of()));
        assertEquals(401, me(cookie).status());
        assertEquals(200, me(operator).status());
        assertEquals(401, console.form("/signin", "token=" + ADAS).status(), "the page takes none");
        assertFalse(console.send(console.to("/signin")).text().contains("name=\"token\""), "and asks for none");
        String link = console.server.signInUrl();
        assertEquals(
                303,
                console.form("/signin", "code=" + link.substring(link.indexOf("code=") + 5))
                        .status(),
                "the printed link is the operator's way in");
        assertEquals(
                200,
                console.send(console.to("/api/me").header("Authorization", "Bearer " + ADAS))
                        .status(),
                "a program's token is no sign-in");
    }

    @Test
    void signing_in_again_ends_the_session_before() {
        String first = console.session(ADAS);
        String second =
                console.form("/signin", "token=" + ADAS, "Cookie", first).cookie();
        assertEquals(401, me(first).status());
        assertEquals(200, me(second).status());
    }

    @Test
    void an_operator_sees_how_many_there_are_and_ends_them_all() {
        String ada = console.session(ADAS);
        String operator = console.session(Console.TOKEN);
        assertEquals(2L, sessions(operator));
        assertEquals(null, sessions(ada), "others are not told");
        assertEquals(403, send(console.inSession("/api/sessions/end", ada)).status());
        Console.Answer ended = send(console.inSession("/api/sessions/end", operator));
        assertEquals(2L, ended.at("ended"));
        assertEquals(401, me(ada).status());
        assertEquals(401, me(operator).status());
    }

    private Object sessions(String cookie) {
        Console.Answer settings = console.send(
                console.to("/api/settings").header("Cookie", cookie).GET());
        return Json.object(settings.at("sign_in")).get("sessions");
    }

    @Test
    void what_it_changes_needs_the_header_that_the_page_sends() {
        String cookie = console.session(Console.TOKEN);
        Map<String, Integer> headers = Map.of("X-Signalbox: 1", 202, "X-Signalbox: 0", 403, "X-Other: 1", 403);
        headers.forEach((header, status) -> {
            String[] parts = header.split(": ");
            HttpRequest.Builder request = console.to("/api/events")
                    .header("Cookie", cookie)
                    .header("Origin", console.server.url())
                    .header(parts[0], parts[1])
                    .POST(HttpRequest.BodyPublishers.ofString(Wire.write(Map.of("event", "e"))));
            assertEquals(status, console.send(request).status(), header);
        });
        assertEquals(
                202,
                console.send(console.asOperator("/api/events")
                                .POST(HttpRequest.BodyPublishers.ofString(Wire.write(Map.of("event", "e")))))
                        .status(),
                "a program with a token needs none");
    }

    @Test
    void a_browser_that_says_another_site_asks_is_believed() {
        String cookie = console.session(Console.TOKEN);
        for (String site : List.of("cross-site", "same-site")) {
            assertEquals(
                    403,
                    send(console.inSession("/api/events", cookie).header("Sec-Fetch-Site", site))
                            .status(),
                    site);
            for (String mode : List.of("no-cors", "cors", "websocket")) {
                assertEquals(
                        403,
                        console.send(console.to("/health")
                                        .header("Sec-Fetch-Site", site)
                                        .header("Sec-Fetch-Mode", mode))
                                .status(),
                        site + " " + mode);
            }
        }
        assertEquals(
                200,
                console.send(console.inSession("/api/me", cookie)
                                .header("Sec-Fetch-Site", "same-origin")
                                .header("Sec-Fetch-Mode", "cors"))
                        .status());
    }

    @Test
    void a_link_from_elsewhere_leads_on_by_our_own_page_so_that_the_browser_sends_the_cookie() {
        Console.Answer first = console.send(console.to("/runs/0199-a?at=3")
                .header("Sec-Fetch-Site", "cross-site")
                .header("Sec-Fetch-Mode", "navigate"));
        assertEquals(200, first.status());
        assertTrue(first.text().contains("content=\"0;url=/runs/0199-a?at=3\""), first.text());
        Console.Answer second = console.send(console.to("/runs/0199-a?at=3")
                .header("Sec-Fetch-Site", "same-origin")
                .header("Sec-Fetch-Mode", "navigate"));
        assertEquals(303, second.status());
        assertEquals("/signin?next=%2Fruns%2F0199-a%3Fat%3D3", second.header("Location"));
    }

    @Test
    void behind_https_the_cookie_is_sent_by_https_alone() {
        try (Console behind = new Console(
                workspace,
                null,
                config -> config.withAdmission(() -> admission).withPublicUrl("https://signalbox.example/"))) {
            String cookie = behind.form("/signin", "token=" + ADAS).header("Set-Cookie");
            assertTrue(cookie.startsWith("__Host-signalbox_session="), cookie);
            for (String part : List.of("Secure", "HttpOnly", "SameSite=Strict", "Path=/")) {
                assertTrue(cookie.contains(part), cookie);
            }
            assertFalse(cookie.contains("Domain"), cookie);
            assertTrue(behind.server.signInUrl().startsWith("https://signalbox.example/signin?code="));
        }
    }
}
