package dev.signalbox.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Addresses: those at which nothing is, and the way over the sign-in page to those at which something is. */
class NowhereTest extends OverFixture {
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private Console.Answer browse(String path) {
        return console.send(console.asOperator(path).header("Accept", BROWSER).GET());
    }

    private static void assertProblem(int status, Console.Answer answer) {
        assertEquals(status, answer.status(), answer.text());
        assertEquals("application/problem+json", answer.header("Content-Type"));
    }

    private static void assertPage(int status, Console.Answer answer) {
        assertEquals(status, answer.status(), answer.response().uri().getRawPath());
        assertTrue(answer.text().contains("<div id=\"root\">"), answer.text());
        assertTrue(answer.header("Content-Security-Policy").contains("'nonce-"));
        assertEquals("no-store", answer.header("Cache-Control"));
    }

    @Test
    void a_browser_gets_the_page_which_says_that_there_is_none() {
        for (String path : List.of(
                "/flwos",
                "/runs/a/b",
                "/flows/refund-desk/else",
                "/audit/x",
                "/%66lows",
                "/fl%C3%BCsse/%3Cb%3E",
                "/signin/x")) {
            assertPage(404, browse(path));
        }
        assertFalse(browse("/%3Cscript%3Ealert(1)").text().contains("alert"), "nothing of the address is in it");
    }

    @Test
    void a_program_gets_the_problem() {
        for (String accept : List.of("*/*", "application/json", "text/html;q=0", "text/html; q=0.0, */*")) {
            assertProblem(404, console.send(console.asOperator("/flwos").header("Accept", accept)));
        }
        assertProblem(404, console.get("/flwos"));
        assertProblem(404, console.send(console.to("/flwos").GET()));
        assertProblem(404, browse("/api/flwos"));
        assertProblem(404, browse("/assets/none.js"));
        assertProblem(
                404,
                console.send(console.asOperator("/flwos")
                        .header("Accept", BROWSER)
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))));
        assertProblem(405, console.send(console.asOperator("/flows").DELETE().header("Accept", BROWSER)));
    }

    @Test
    void a_place_is_itself_with_a_slash_at_its_end_and_with_its_signs_encoded() {
        for (String path : List.of(
                "/holds",
                "/holds/",
                "/runs/",
                "/flows/refund-desk/",
                "/flows/refund-desk/edit/",
                "/runs/0199%2Da",
                "/holds/0199.pay%7E2",
                "/runs/a%20b",
                "/runs/%C3%BC")) {
            assertPage(200, browse(path));
        }
    }

    @Test
    void who_is_not_signed_in_is_led_there_and_back_whatever_the_address() {
        for (String path : List.of(
                "/holds/0199.pay~2",
                "/runs?status=failed&q=a%26b%20c",
                "/flows/refund-desk/edit",
                "/runs/%C3%BC%20x",
                "/?view=all&flow=deploy-bot",
                "/flwos")) {
            Console.Answer out =
                    console.send(console.to(path).header("Accept", BROWSER).GET());
            assertEquals(303, out.status(), path);
            String to = out.header("Location");
            assertTrue(to.startsWith("/signin?next="), to);
            assertEquals(path, URLDecoder.decode(to.substring(13), StandardCharsets.UTF_8));
            Console.Answer page = console.send(console.to(to).GET());
            assertTrue(page.text().contains("name=\"next\" value=\"" + path.replace("&", "&amp;") + "\""), page.text());
            assertEquals(
                    path,
                    console.form("/signin", "token=" + Console.TOKEN + "&" + to.substring(8))
                            .header("Location"));
        }
    }

    @Test
    void from_another_site_an_unknown_address_is_led_on_like_any() {
        Console.Answer led = console.send(console.to("/flwos")
                .header("Accept", BROWSER)
                .header("Sec-Fetch-Site", "cross-site")
                .header("Sec-Fetch-Mode", "navigate")
                .GET());
        assertEquals(200, led.status());
        assertTrue(led.text().contains("content=\"0;url=/flwos\""), led.text());
    }
}
