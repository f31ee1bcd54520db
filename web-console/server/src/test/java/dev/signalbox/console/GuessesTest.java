package dev.signalbox.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.signalbox.console.access.Admission;
import dev.signalbox.console.access.Networks;
import dev.signalbox.console.access.TrustedProxy;
import dev.signalbox.dsl.read.ReadWorkspace;
import dev.signalbox.dsl.read.Sources;
import dev.signalbox.dsl.read.WorkspaceReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guessing at tokens: as a program, which sends them with each request, and as somebody who signs in. */
class GuessesTest {
    @TempDir
    Path workspace;

    private Console console;

    /** A proxy that only forwards: a test says from where. */
    @BeforeEach
    void start() {
        TrustedProxy proxy = new TrustedProxy(Networks.of(List.of("127.0.0.0/8")), null, null);
        console = new Console(workspace, () -> new Admission(List.of(), Set.of(), true, null, proxy));
    }

    @AfterEach
    void stop() {
        console.close();
    }

    private Console.Answer call(String token, String... headers) {
        var request = console.to("/api/me").header("Authorization", "Bearer " + token);
        return console.send(headers.length == 0 ? request : request.headers(headers));
    }

    private void guess(int times, String... headers) {
        for (int guess = 0; guess < times; guess++) {
            assertEquals(401, call("guess-" + guess, headers).status());
        }
    }

    @Test
    void after_ten_wrong_tokens_the_right_one_does_not_count_either_until_the_minute_is_over() {
        guess(10);
        for (String token : List.of("another", Console.TOKEN, "guess-0")) {
            Console.Answer slowed = call(token);
            assertEquals(429, slowed.status(), token);
            assertEquals("60", slowed.header("Retry-After"));
            assertEquals("urn:signalbox:problem:too-many", slowed.at("type"));
            assertEquals("application/problem+json", slowed.header("Content-Type"));
        }
        console.later(Duration.ofSeconds(59));
        assertEquals(429, call(Console.TOKEN).status());
        console.later(Duration.ofSeconds(1));
        assertEquals(200, call(Console.TOKEN).status());
        guess(10);
        assertEquals(429, call(Console.TOKEN).status());
    }

    @Test
    void whichever_route_is_asked_it_is_one_count_and_no_page_says_more() {
        for (int guess = 0; guess < 10; guess++) {
            String path = List.of("/", "/api/runs", "/metrics", "/flwos", "/api/stream")
                    .get(guess % 5);
            console.send(console.to(path)
                    .header("Authorization", "bearer guess-" + guess)
                    .header("Accept", "text/html")
                    .GET());
        }
        for (String path : List.of("/", "/api/me", "/metrics", "/flwos", "/api/stream")) {
            assertEquals(
                    429,
                    console.send(console.asOperator(path)
                                    .header("Accept", "text/html")
                                    .GET())
                            .status(),
                    path);
        }
        assertEquals(200, console.get("/health").status(), "what is open to all is asked no token");
    }

    @Test
    void a_program_with_a_token_of_yesterday_shuts_nobody_out() {
        for (int request = 0; request < 100; request++) {
            assertEquals(401, call("the-token-of-yesterday").status());
        }
        assertEquals(200, call(Console.TOKEN).status());
        guess(9);
        assertEquals(429, call(Console.TOKEN).status());
    }

    @Test
    void a_right_token_takes_no_guess_back() {
        guess(9);
        assertEquals(200, call(Console.TOKEN).status());
        assertEquals(401, call("the-tenth").status());
        assertEquals(429, call(Console.TOKEN).status());
    }

    @Test
    void sessions_and_the_sign_in_page_go_on_meanwhile() {
        String cookie = console.session(Console.TOKEN);
        guess(10);
        assertEquals(
                200,
                console.send(console.to("/api/me").header("Cookie", cookie)).status());
        assertEquals(303, console.form("/signin", "token=" + Console.TOKEN).status());
    }

    @Test
    void guesses_are_counted_for_who_makes_them() {
        guess(10, "X-Forwarded-For", "203.0.113.9, 198.51.100.1");
        assertEquals(
                429,
                call(Console.TOKEN, "X-Forwarded-For", "192.0.2.1, 198.51.100.1")
                        .status());
        assertEquals(200, call(Console.TOKEN, "X-Forwarded-For", "198.51.100.2").status());
        assertEquals(200, call(Console.TOKEN).status());
    }

    @Test
    void a_machine_that_changes_its_address_within_its_network_is_one() {
        for (int guess = 0; guess < 10; guess++) {
            assertEquals(
                    401,
                    call("guess-" + guess, "X-Forwarded-For", "2001:db8:0:7::" + (guess + 1))
                            .status());
        }
        assertEquals(
                429,
                call(Console.TOKEN, "X-Forwarded-For", "2001:0DB8:0000:0007:ffff::1")
                        .status());
        assertEquals(
                200, call(Console.TOKEN, "X-Forwarded-For", "2001:db8:0:8::1").status());
        for (int guess = 0; guess < 10; guess++) {
            console.form("/signin", "token=guess", "X-Forwarded-For", "2001:db8:0:7::" + (guess + 1));
        }
        assertEquals(
                429,
                console.form("/signin", "token=guess", "X-Forwarded-For", "2001:db8:0:7::aa")
                        .status());
    }

    @Test
    void who_signs_in_has_their_tries_before_it_counted_still() {
        for (int guess = 0; guess < 9; guess++) {
            assertEquals(401, console.form("/signin", "token=guess" + guess).status());
        }
        assertEquals(303, console.form("/signin", "token=" + Console.TOKEN).status());
        assertEquals(401, console.form("/signin", "token=guess").status());
        assertEquals(429, console.form("/signin", "token=" + Console.TOKEN).status());
    }

    @Test
    void who_signs_in_again_and_again_is_no_guesser() {
        for (int time = 0; time < 30; time++) {
            assertEquals(303, console.form("/signin", "token=" + Console.TOKEN).status());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "hunter2", "fifteen-letters", "   fifteen-letters   "})
    void a_person_whose_token_could_be_guessed_has_none(String token) {
        ReadWorkspace read = WorkspaceReader.read("""
                signalbox: 1
                people: { kim: { name: Kim, roles: [operator] } }
                """, new NoFiles());
        Admission admission = Admission.of(read.workspace(), Map.of("SIGNALBOX_TOKEN_KIM", token), secret -> null);
        try (Console guarded = new Console(workspace, () -> admission)) {
            assertEquals(
                    401,
                    guarded.send(guarded.to("/api/me").header("Authorization", "Bearer " + token))
                            .status());
            assertEquals(401, guarded.form("/signin", "token=" + token.strip()).status());
        }
        assertFalse(admission.admitsAnybody(), "nor does it open an address to others");
    }

    private record NoFiles() implements Sources {
        @Override
        public @Nullable String read(String path) {
            return null;
        }

        @Override
        public List<String> paths() {
            return List.of();
        }
    }
}
