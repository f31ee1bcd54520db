package dev.signalbox.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.console.access.Admission;
import dev.signalbox.console.access.Person;
import dev.signalbox.console.access.Role;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Signing in at an OpenID provider, and every way in which that must fail. */
class OpenIdTest extends AtProvider {
    private void assertRefused(int status, Console.Answer answer) {
        assertEquals(status, answer.status(), answer.text());
        assertEquals("", session(answer), "nobody is signed in");
        assertTrue(answer.text().contains("role=\"alert\""), "and the page says so");
    }

    @Test
    void somebody_who_is_a_person_here_gets_a_session_of_ours() {
        Console.Answer in = signIn();
        assertEquals(200, in.status(), in.text());
        assertTrue(in.text().contains("content=\"0;url=/runs\""), "and is led to where they wanted to go");
        String cookie = in.response().headers().allValues("Set-Cookie").stream()
                .filter(each -> each.startsWith("signalbox_session="))
                .findFirst()
                .orElseThrow();
        assertTrue(cookie.contains("SameSite=Strict") && cookie.contains("HttpOnly"), cookie);
        Console.Answer me =
                console.send(console.to("/api/me").header("Cookie", session(in)).GET());
        assertEquals("sam", me.at("id"));
        assertEquals(List.of("decide", "open", "view"), me.at("roles"));
    }

    @Test
    void the_way_out_asks_for_a_code_with_a_challenge_a_state_and_a_nonce() {
        String out = leave("/").out().toString();
        for (String part :
                List.of("response_type=code", "scope=openid+email", "code_challenge_method=S256", "state=", "nonce=")) {
            assertTrue(out.contains(part), out);
        }
        assertFalse(out.contains(FakeProvider.SECRET), out);
        assertNotEquals(out, leave("/").out().toString(), "no two are alike");
    }

    @Test
    void groups_count_where_they_are_groups_of_the_workspace() {
        settings = settings("sub", "teams");
        admission = admitting(SAM);
        provider.claims.put("teams", List.of("support-lead", "wheel"));
        Console.Answer me = console.send(
                console.to("/api/me").header("Cookie", session(signIn())).GET());
        assertEquals(List.of("reviewer", "support-lead"), me.at("groups"));
    }

    @Test
    void somebody_who_is_nobody_here_is_told_so() {
        admission = admitting(new Person("kim", "Kim", Set.of(), Role.of("operator"), "kim-has-a-long-token"));
        Console.Answer stranger = signIn();
        assertRefused(403, stranger);
        assertTrue(stranger.text().contains("user-7"), "by the name that the provider told");
    }

    @Test
    void a_name_is_only_text_in_the_page() {
        provider.claims.put("sub", "<script>alert(1)</script>");
        Console.Answer stranger = signIn();
        assertRefused(403, stranger);
        assertFalse(stranger.text().contains("<script>alert"), stranger.text());
    }

    @Test
    void an_address_counts_only_when_the_provider_has_verified_it() {
        settings = settings("email", null);
        admission = admitting(SAM);
        provider.claims.put("email", "sam@shop.example");
        assertRefused(401, signIn());
        provider.claims.put("email_verified", false);
        assertRefused(401, signIn());
        provider.claims.put("email_verified", true);
        assertEquals(200, signIn().status());
    }

    @TestFactory
    Stream<DynamicTest> a_token_that_does_not_hold_signs_nobody_in() {
        Map<String, Runnable> lies = Map.ofEntries(
                Map.entry("of another nonce", () -> provider.lie = token -> token.claim("nonce", "another")),
                Map.entry("without a nonce", () -> provider.lie = token -> token.claim("nonce", null)),
                Map.entry("for another client", () -> provider.lie = token -> token.audience("another")),
                Map.entry(
                        "for several clients, on behalf of another",
                        () -> provider.lie = token -> token.audience(List.of(FakeProvider.CLIENT, "another"))
                                .claim("azp", "another")),
                Map.entry(
                        "for several clients, and no word of which asked",
                        () -> provider.lie = token -> token.audience(List.of(FakeProvider.CLIENT, "another"))),
                Map.entry("of another issuer", () -> provider.lie = token -> token.issuer("https://evil.example")),
                Map.entry(
                        "expired",
                        () -> provider.lie = token ->
                                token.expirationTime(Date.from(Instant.now().minus(Duration.ofMinutes(5))))),
                Map.entry(
                        "of the future",
                        () -> provider.lie =
                                token -> token.issueTime(Date.from(Instant.now().plus(Duration.ofHours(1))))),
                Map.entry("without a subject", () -> provider.lie = token -> token.subject(null)),
                Map.entry("not signed at all", () -> provider.signing = FakeProvider::unsigned),
                Map.entry("signed with the client's secret", () -> provider.signing = FakeProvider::bySecret),
                Map.entry("signed by somebody else", () -> provider.signing = provider::forged));
        return lies.entrySet().stream()
                .map(lie -> DynamicTest.dynamicTest(lie.getKey(), () -> {
                    // Each lie is a try, and there are more of them than tries in a minute.
                    console.later(Duration.ofMinutes(2));
                    provider.lie = token -> token;
                    provider.signing = provider::signed;
                    assertEquals(200, signIn().status(), "the truth signs in");
                    lie.getValue().run();
                    Console.Answer refused = signIn();
                    assertEquals(401, refused.status(), lie.getKey());
                    assertRefused(401, refused);
                    assertFalse(refused.text().contains("eyJ"), "the page holds no token");
                }));
    }

    @Test
    void a_way_back_counts_once() {
        Way way = leave("/");
        URI back = provider.authorize(way.out());
        assertEquals(200, back(back, way.cookie()).status());
        assertRefused(401, back(back, way.cookie()));
    }

    @Test
    void a_code_that_the_provider_has_given_out_already_signs_nobody_in() {
        Way first = leave("/");
        String code = provider.authorize(first.out()).getRawQuery().replaceAll("&state=.*", "");
        assertEquals(
                200,
                back(URI.create(console.server.url() + "/signin/oidc?" + code + state(first)), first.cookie())
                        .status());
        Way second = leave("/");
        assertRefused(
                401, back(URI.create(console.server.url() + "/signin/oidc?" + code + state(second)), second.cookie()));
    }

    @Test
    void a_code_of_anothers_way_out_signs_nobody_in() {
        Way mine = leave("/");
        Way theirs = leave("/");
        String code = provider.authorize(theirs.out()).getRawQuery().replaceAll("&state=.*", "");
        assertRefused(
                401, back(URI.create(console.server.url() + "/signin/oidc?" + code + state(mine)), mine.cookie()));
    }

    private static String state(Way way) {
        Matcher state = Pattern.compile("state=([^&]+)").matcher(way.out().toString());
        assertTrue(state.find());
        return "&state=" + state.group(1);
    }

    @Test
    void a_way_back_of_another_browser_or_of_no_way_out_signs_nobody_in() {
        Way way = leave("/");
        URI back = provider.authorize(way.out());
        assertRefused(401, back(back, "signalbox_oidc=another"));
        assertRefused(401, back(back, way.cookie()));
        assertRefused(401, back(URI.create(console.server.url() + "/signin/oidc?code=c&state=mine"), way.cookie()));
        assertRefused(401, back(URI.create(console.server.url() + "/signin/oidc"), way.cookie()));
        assertRefused(401, back(URI.create(console.server.url() + "/signin/oidc?error=access_denied"), way.cookie()));
    }

    @Test
    void a_way_back_after_ten_minutes_signs_nobody_in() {
        Way way = leave("/");
        console.later(Duration.ofMinutes(11));
        assertRefused(401, back(provider.authorize(way.out()), way.cookie()));
    }

    @Test
    void an_answer_of_another_provider_signs_nobody_in() {
        Way way = leave("/");
        URI back = URI.create(provider.authorize(way.out()) + "&iss=https%3A%2F%2Fevil.example");
        assertRefused(401, back(back, way.cookie()));
    }

    @Test
    void a_key_that_the_provider_took_into_use_is_found() {
        assertEquals(200, signIn().status());
        provider.rotate();
        assertEquals(200, signIn().status());
    }

    @Test
    void while_the_provider_is_down_the_page_says_so_and_tokens_go_on() {
        provider.down = true;
        assertRefused(503, console.form("/signin/oidc", "next=/"));
        assertEquals(303, console.form("/signin", "token=" + Console.TOKEN).status());
        provider.down = false;
        Way way = leave("/");
        provider.down = true;
        assertRefused(503, back(provider.authorize(way.out()), way.cookie()));
        provider.down = false;
        assertEquals(200, signIn().status());
    }

    @TestFactory
    Stream<DynamicTest> a_description_that_leads_elsewhere_is_refused() {
        return Stream.of(
                        Map.<String, Object>of("issuer", "https://evil.example"),
                        Map.<String, Object>of("token_endpoint", "http://evil.example/token"),
                        Map.<String, Object>of("authorization_endpoint", "http://evil.example/authorize"),
                        Map.<String, Object>of("jwks_uri", "http://evil.example/keys"),
                        Map.<String, Object>of("jwks_uri", 7L))
                .map(described -> DynamicTest.dynamicTest(described.toString(), () -> {
                    provider.describedOtherwise = described;
                    assertRefused(503, console.form("/signin/oidc", "next=/"));
                }));
    }

    @Test
    void a_session_ends_when_the_provider_is_taken_out_or_its_person() {
        String cookie = session(signIn());
        Admission before = admission;
        admission = new Admission(before.people(), before.groups(), true, null, null);
        assertEquals(
                401,
                console.send(console.to("/api/me").header("Cookie", cookie)).status());
        admission = before;
        assertEquals(
                401,
                console.send(console.to("/api/me").header("Cookie", cookie)).status(),
                "for good");
    }

    @Test
    void the_page_offers_the_provider_and_leads_our_forms_to_us_alone() {
        Console.Answer page =
                console.send(console.to("/signin?next=/runs%3Fstatus%3Dfailed").GET());
        assertTrue(page.text().contains("Continue with 127.0.0.1"), page.text());
        assertTrue(page.text().contains("value=\"/runs?status=failed\""), page.text());
        assertTrue(page.header("Content-Security-Policy").contains("form-action 'self';"));
        admission = new Admission(admission.people(), Set.of(), false, admission.provider(), null);
        assertFalse(console.send(console.to("/signin").GET()).text().contains("name=\"token\""));
        assertEquals(401, console.form("/signin", "token=" + Console.TOKEN).status(), "a token is not taken either");
    }

    @Test
    void without_a_provider_there_is_no_way_to_one() {
        admission = Admission.of(List.of());
        assertRefused(404, console.form("/signin/oidc", "next=/"));
        assertRefused(404, back(URI.create(console.server.url() + "/signin/oidc?code=c&state=s"), "signalbox_oidc=x"));
    }

    @Test
    void ways_out_are_limited_like_tries() {
        for (int way = 0; way < 10; way++) {
            leave("/");
        }
        assertRefused(429, console.form("/signin/oidc", "next=/"));
    }
}
