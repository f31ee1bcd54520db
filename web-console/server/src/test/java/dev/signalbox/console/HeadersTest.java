package dev.signalbox.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer lets a browser do, and how much a request may bring. */
class HeadersTest extends OverFixture {
    @ValueSource(strings = {"/", "/signin", "/signin?code=x", "/signin.js", "/api/me", "/health", "/nothing", "/%00"})
    @ParameterizedTest
    void every_answer_forbids_what_is_not_ours(String path) {
        Console.Answer answer = console.get(path);
        String policy = answer.header("Content-Security-Policy");
        assertTrue(policy.startsWith("default-src 'none'; script-src 'self'; style-src 'self'"), path + " " + policy);
        for (String part : List.of("frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'")) {
            assertTrue(policy.contains(part), policy);
        }
        assertFalse(policy.contains("unsafe"), policy);
        assertEquals("nosniff", answer.header("X-Content-Type-Options"));
        assertEquals("same-origin", answer.header("Cross-Origin-Opener-Policy"));
        assertEquals("same-origin", answer.header("Cross-Origin-Resource-Policy"));
        assertEquals("same-origin", answer.header("Referrer-Policy"));
        assertEquals("no-store", answer.header("Cache-Control"));
        assertEquals("", answer.header("Access-Control-Allow-Origin"), "no other page is let in");
        assertEquals("", answer.header("Server"));
    }

    @Test
    void a_document_may_add_styles_under_a_nonce_of_its_own() {
        String first = nonce();
        assertNotEquals(first, nonce(), "no two documents share one");
    }

    private String nonce() {
        Console.Answer page = console.send(
                console.to("/").header("Cookie", console.session(Console.TOKEN)).GET());
        assertEquals(200, page.status());
        Matcher meta = Pattern.compile("<meta name=\"csp-nonce\" content=\"([A-Za-z0-9_-]{22})\">")
                .matcher(page.text());
        assertTrue(meta.find(), page.text());
        String policy = page.header("Content-Security-Policy");
        assertTrue(policy.contains("style-src 'self' 'nonce-" + meta.group(1) + "';"), policy);
        assertTrue(policy.contains("script-src 'self';"), "and no script: " + policy);
        return meta.group(1);
    }

    @Test
    void no_document_of_ours_has_a_script_or_style_in_it() {
        for (String path : List.of("/", "/signin", "/signin?code=x")) {
            String text = console.send(console.to(path)
                            .header("Cookie", console.session(Console.TOKEN))
                            .GET())
                    .text();
            assertFalse(Pattern.compile("<script(?![^>]*\\ssrc=)").matcher(text).find(), text);
            assertFalse(
                    Pattern.compile("<style|\\sstyle=|\\son[a-z]+=")
                            .matcher(text)
                            .find(),
                    text);
        }
    }

    @Test
    void a_form_of_somebody_unknown_is_small_and_says_how_small() throws IOException {
        assertEquals(400, console.form("/signin", "token=" + "x".repeat(17_000)).status());
        assertEquals(
                400, console.form("/signin/oidc", "next=" + "x".repeat(17_000)).status());
        String chunked = raw("POST /signin HTTP/1.1\r\nTransfer-Encoding: chunked\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nOrigin: http://127.0.0.1"
                + "\r\n%s\r\n7\r\ntoken=x\r\n0\r\n\r\n");
        assertTrue(chunked.startsWith("HTTP/1.1 400"), chunked);
    }

    @Test
    void headers_have_an_end() throws IOException {
        String answer = raw("GET /health HTTP/1.1\r\nX-Long: " + "x".repeat(20_000) + "\r\n%s\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 431"), answer);
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), console.server.port())) {
            socket.getOutputStream()
                    .write(request.formatted("Host: 127.0.0.1\r\nConnection: close\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
