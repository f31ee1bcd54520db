package dev.signalbox.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.console.access.Admission;
import dev.signalbox.console.access.Networks;
import dev.signalbox.console.access.Person;
import dev.signalbox.console.access.Role;
import dev.signalbox.console.access.TrustedProxy;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A proxy's word counts when it is the proxy's, and a header alone is nobody's word. */
class ProxyTest {
    @TempDir
    Path workspace;

    private @Nullable Console console;

    @AfterEach
    void stop() {
        if (console != null) {
            console.close();
        }
    }

    private Console behind(String from, @Nullable String header, @Nullable String secret) {
        Person ada = new Person("ada", "Ada", Set.of(), Role.of("approver"), Set.of("ada@shop.example"), null);
        Admission admission = new Admission(
                List.of(ada), Set.of(), true, null, new TrustedProxy(Networks.of(List.of(from)), header, secret));
        Console behind = new Console(workspace, () -> admission);
        console = behind;
        return behind;
    }

    private static Console.Answer me(Console console, String... headers) {
        return console.send(console.to("/api/me").headers(headers).GET());
    }

    @Test
    void from_its_address_it_says_who_calls() {
        Console behind = behind("127.0.0.0/8", "X-User", null);
        assertEquals("ada", me(behind, "X-User", "ada@shop.example").at("id"));
        assertEquals(401, me(behind, "Accept", "*/*").status(), "and where it says nobody, nobody calls");
    }

    @Test
    void who_is_nobody_here_is_told_so() {
        Console behind = behind("127.0.0.1", "X-User", null);
        assertEquals(403, me(behind, "X-User", "ada").status(), "the id of a person with names elsewhere is none");
        Console.Answer page = behind.send(behind.to("/signin").header("X-User", "<b>eve</b>"));
        assertEquals(403, page.status());
        assertTrue(page.text().contains("&lt;b&gt;eve"), page.text());
    }

    @Test
    void from_another_address_the_header_is_refused_everywhere() {
        Console behind = behind("10.0.0.1", "X-User", null);
        for (String path : List.of("/api/me", "/health", "/", "/nothing")) {
            assertEquals(
                    403,
                    behind.send(behind.to(path).header("X-User", "ada@shop.example"))
                            .status(),
                    path);
        }
        assertEquals(200, behind.get("/api/me").status(), "without it a token is as good as ever");
    }

    @Test
    void a_header_that_comes_twice_is_nobodys_word() {
        Console behind = behind("127.0.0.1", "X-User", null);
        Console.Answer twice = me(behind, "X-User", "ada@shop.example", "X-User", "eve@shop.example");
        assertEquals(403, twice.status());
        assertTrue(twice.text().contains("said twice"), twice.text());
    }

    @Test
    void with_a_secret_the_address_alone_is_not_enough() {
        Console behind = behind("127.0.0.1", "X-User", "the-proxys-own-secret");
        assertEquals(403, me(behind, "X-User", "ada@shop.example").status());
        assertEquals(
                403,
                me(behind, "X-User", "ada@shop.example", "X-Signalbox-Proxy", "guess")
                        .status());
        assertEquals(
                "ada",
                me(behind, "X-User", "ada@shop.example", "X-Signalbox-Proxy", "the-proxys-own-secret")
                        .at("id"));
    }

    @Test
    void what_a_browser_changes_through_it_comes_from_the_page() {
        Console behind = behind("127.0.0.1", "X-User", null);
        HttpRequest.Builder change = behind.to("/api/holds/none/preview")
                .header("X-User", "ada@shop.example")
                .header("Origin", behind.server.url())
                .POST(HttpRequest.BodyPublishers.ofString("{}"));
        assertEquals(403, behind.send(change.copy()).status());
        assertEquals(404, behind.send(change.copy().header("X-Signalbox", "1")).status());
    }

    @Test
    void tries_are_counted_for_the_address_before_the_proxy() {
        Console behind = behind("127.0.0.1", null, null);
        for (int guess = 0; guess < 10; guess++) {
            assertEquals(
                    401,
                    behind.form("/signin", "token=guess", "X-Forwarded-For", "203.0.113.7, 198.51.100.1, 127.0.0.1")
                            .status());
        }
        assertEquals(
                429,
                behind.form("/signin", "token=guess", "X-Forwarded-For", "192.0.2.99, 198.51.100.1")
                        .status(),
                "what a visitor writes before it does not count");
        assertEquals(
                401,
                behind.form("/signin", "token=guess", "X-Forwarded-For", "198.51.100.2")
                        .status());
    }

    @Test
    void a_line_of_the_visitors_own_before_the_proxys_does_not_count() {
        Console behind = behind("127.0.0.1", null, null);
        for (int guess = 0; guess < 11; guess++) {
            assertEquals(
                    guess < 10 ? 401 : 429,
                    behind.form(
                                    "/signin",
                                    "token=guess",
                                    "X-Forwarded-For",
                                    "192.0.2." + guess,
                                    "X-Forwarded-For",
                                    "198.51.100.1")
                            .status());
        }
    }

    @CsvSource({"198.51.100.1:%d", "[2001:db8::1]:%d", "198.51.100.1"})
    @ParameterizedTest
    void a_port_behind_an_address_makes_no_other_of_it(String forwarded) {
        Console behind = behind("127.0.0.1", null, null);
        for (int guess = 0; guess < 11; guess++) {
            assertEquals(
                    guess < 10 ? 401 : 429,
                    behind.form("/signin", "token=guess", "X-Forwarded-For", forwarded.formatted(40_000 + guess))
                            .status());
        }
    }

    @Test
    void without_one_a_forwarded_address_is_nothing() {
        Console alone = new Console(workspace);
        console = alone;
        for (int guess = 0; guess < 10; guess++) {
            alone.form("/signin", "token=guess", "X-Forwarded-For", "198.51.100." + guess);
        }
        assertEquals(
                429,
                alone.form("/signin", "token=guess", "X-Forwarded-For", "198.51.100.77")
                        .status());
    }

    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "10.0.0.0/9, 10.127.255.255, true",
        "10.0.0.0/9, 10.128.0.0, false",
        "10.0.0.1, 10.0.0.1, true",
        "10.0.0.1, 10.0.0.2, false",
        "0.0.0.0/0, 203.0.113.1, true",
        "0.0.0.0/0, ::1, false",
        "::1, 0:0:0:0:0:0:0:1, true",
        "fd00::/8, fd12::1, true",
        "fd00::/8, fe80::1%eth0, false",
        "fe80::/10, fe80::1%eth0, true",
        "10.0.0.1, ::ffff:10.0.0.1, true",
        "10.0.0.1, proxy.example, false",
        "999.0.0.1, 10.0.0.1, false"
    })
    @ParameterizedTest
    void a_network_has_what_begins_with_its_bits(String network, String address, boolean has) {
        assertEquals(has, Networks.of(List.of(network)).has(address));
    }
}
