package dev.signalbox.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.signalbox.console.access.Admission;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Signing out here, and what is offered of signing out at the provider (OpenID Connect RP-Initiated Logout 1.0). */
class SignOutTest extends AtProvider {
    private static final Pattern OFFER =
            Pattern.compile("<a class=\"button\" href=\"([^\"]+)\">Sign out at ([^<]+) too</a>");

    private void offering(Object end) {
        provider.describedOtherwise = Map.of("end_session_endpoint", end);
    }

    private Console.Answer out(String cookie) {
        return console.form("/signout", "", "Cookie", cookie);
    }

    private int me(String cookie) {
        return console.send(console.to("/api/me").header("Cookie", cookie).GET())
                .status();
    }

    @Test
    void who_came_by_a_provider_that_offers_it_may_sign_out_there_too() throws Exception {
        offering(provider.issuer + "/logout?tenant=shop");
        String cookie = session(signIn());
        Console.Answer out = out(cookie);
        assertEquals(200, out.status());
        assertEquals(401, me(cookie), "here they are out already, whatever they do there");
        assertTrue(out.header("Set-Cookie").contains("Expires=Thu, 01 Jan 1970"), out.header("Set-Cookie"));
        Matcher offer = OFFER.matcher(out.text());
        assertTrue(offer.find(), out.text());
        assertEquals("127.0.0.1", offer.group(2));
        URI there = URI.create(offer.group(1).replace("&amp;", "&"));
        assertTrue(there.toString().startsWith(provider.issuer + "/logout?"), there.toString());
        Map<String, List<String>> told = URLUtils.parseParameters(there.getRawQuery());
        assertEquals(List.of("shop"), told.get("tenant"));
        assertEquals(List.of(FakeProvider.CLIENT), told.get("client_id"));
        assertEquals(
                "user-7",
                SignedJWT.parse(told.get("id_token_hint").getFirst())
                        .getJWTClaimsSet()
                        .getSubject());
        assertFalse(told.containsKey("post_logout_redirect_uri"), "nothing has to be registered there");
        assertFalse(there.toString().contains(FakeProvider.SECRET));
        assertEquals(303, out(cookie).status(), "the address is told once");
    }

    @Test
    void at_one_that_does_not_there_is_no_word_of_it() {
        Console.Answer out = out(session(signIn()));
        assertEquals(303, out.status());
        assertEquals("/signin", out.header("Location"));
    }

    @Test
    void an_address_without_https_is_no_offer_and_keeps_nobody_out() {
        offering("http://evil.example/logout");
        assertEquals(303, out(session(signIn())).status());
    }

    @Test
    void who_came_by_a_token_is_led_to_the_sign_in_page() {
        offering(provider.issuer + "/logout");
        assertEquals(303, out(console.session(Console.TOKEN)).status());
        assertEquals(303, out("signalbox_session=nobodys").status());
    }

    @Test
    void while_the_provider_is_down_or_taken_out_people_sign_out_as_ever() {
        offering(provider.issuer + "/logout");
        String first = session(signIn());
        String second = session(signIn());
        provider.down = true;
        assertEquals(200, out(first).status());
        assertEquals(401, me(first));
        admission = Admission.of(List.of());
        assertTrue(out(second).status() < 400);
        assertEquals(401, me(second));
    }

    @Test
    void another_site_signs_nobody_out() {
        String cookie = session(signIn());
        assertEquals(
                403,
                console.send(console.to("/signout")
                                .header("Cookie", cookie)
                                .header("Origin", "https://evil.example")
                                .POST(HttpRequest.BodyPublishers.ofString("")))
                        .status());
        assertEquals(200, me(cookie));
    }
}
