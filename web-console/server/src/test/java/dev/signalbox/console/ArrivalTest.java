package dev.signalbox.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.console.access.Person;
import dev.signalbox.console.access.Role;
import dev.signalbox.console.fixture.FixtureOperations;
import dev.signalbox.console.page.Arrivals;
import dev.signalbox.runtime.notice.Arrival;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever comes by a notice's link: it decides nothing, and lets nobody in. */
class ArrivalTest {
    private static final String ADA = "ada-has-a-long-token";
    private static final String STEN = "sten-has-a-long-token";

    /** As the engine reads them: `good` is ada's. */
    private static final Arrivals LINKS = (place, token, actor) -> switch (token) {
        case "good" ->
            actor.id().equals("ada") && place.equals("holds/h1")
                    ? new Arrival.Welcome()
                    : new Arrival.Others(List.of("Ada <b>Byron</b>"));
        case "old" -> new Arrival.Late();
        default -> new Arrival.Strange();
    };

    @TempDir
    Path workspace;

    private final HttpClient browser = HttpClient.newHttpClient();

    private ConsoleServer server() {
        return ConsoleServer.start(
                new FixtureOperations(),
                ConsoleConfig.of(workspace, Map.of())
                        .withPort(0)
                        .withPeople(List.of(
                                new Person("ada", "Ada", Set.of(), Role.of("approver"), ADA),
                                new Person("sten", "Sten", Set.of(), Role.of("starter"), STEN)))
                        .withArrivals(LINKS));
    }

    private HttpResponse<String> get(ConsoleServer server, String path, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void whom_it_was_written_to_goes_on_without_the_token() throws Exception {
        try (ConsoleServer server = server()) {
            HttpResponse<String> answer = get(server, "/holds/h1?for=good", ADA);
            assertEquals(303, answer.statusCode());
            assertEquals("/holds/h1", answer.headers().firstValue("Location").orElseThrow());
        }
    }

    @Test
    void somebody_else_is_told_for_whom_it_is_and_led_to_their_inbox() throws Exception {
        try (ConsoleServer server = server()) {
            HttpResponse<String> answer = get(server, "/holds/h1?for=good", STEN);
            assertEquals(403, answer.statusCode());
            assertTrue(answer.body().contains("Ada &lt;b&gt;Byron"), answer.body());
            assertTrue(answer.body().contains("signed in as Sten"), answer.body());
            assertTrue(answer.body().contains("href=\"/\""), answer.body());
        }
    }

    @Test
    void an_old_link_and_one_that_is_not_whole_say_so() throws Exception {
        try (ConsoleServer server = server()) {
            assertEquals(410, get(server, "/holds/h1?for=old", ADA).statusCode());
            assertEquals(404, get(server, "/holds/h1?for=g", ADA).statusCode());
            assertEquals(404, get(server, "/runs/r1?for=", ADA).statusCode());
        }
    }

    @Test
    void who_is_not_signed_in_signs_in_first_and_comes_back_by_the_link() throws Exception {
        try (ConsoleServer server = server()) {
            HttpResponse<String> answer = get(server, "/holds/h1?for=good", "");
            assertEquals(303, answer.statusCode());
            assertEquals(
                    "/signin?next=%2Fholds%2Fh1%3Ffor%3Dgood",
                    answer.headers().firstValue("Location").orElseThrow());
            assertFalse(answer.headers().firstValue("Set-Cookie").isPresent());
        }
    }
}
