package dev.signalbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code signalbox channels} and what {@code doctor} says of them: each is listed, and tried against what it reaches. */
class ChannelsCommandTest {
    @TempDir
    Path folder;

    private final List<String> came = new CopyOnWriteArrayList<>();
    private final AtomicInteger status = new AtomicInteger(204);
    private HttpServer sink;
    private Console console;

    @BeforeEach
    void a_channel_whose_receiver_is_there() throws IOException {
        sink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sink.createContext("/", exchange -> {
            came.add(exchange.getRequestHeaders().getFirst("webhook-signature") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        sink.start();
        console = new Console(folder, Map.of("HOOK_KEY", "a-key-that-nobody-else-knows"));
        Files.writeString(folder.resolve("signalbox.yaml"), """
                signalbox: 1
                secrets: { HOOK_KEY: {}, SLACK_URL: {} }
                groups: [lead]
                http: { allow: ["127.0.0.1"] }
                people: { sam: { name: Sam Reyes, groups: [lead], roles: [approver], channel: room } }
                channels:
                  room: { webhook: { url: "http://127.0.0.1:%d/room", secret: "${secret.HOOK_KEY}" }, groups: [lead] }
                  chat: { slack: { url: "${secret.SLACK_URL}" } }
                """.formatted(
                        sink.getAddress().getPort()));
    }

    @AfterEach
    void it_ends() {
        sink.stop(0);
    }

    @Test
    void they_are_listed_with_whom_they_tell_and_why_one_can_send_nothing() {
        Console.Outcome told = console.run("channels", "ls");
        assertEquals(Exit.FINE, told.code(), told.err());
        assertTrue(told.out().contains("room"), told.out());
        assertTrue(told.out().contains("sam, lead"), told.out());
        assertTrue(told.out().contains("SLACK_URL"), told.out());
        assertTrue(console.run("channels", "ls", "--json").out().contains("\"kind\":\"slack\""));
    }

    @Test
    void a_test_notice_is_sent_at_once_signed_and_without_the_key() {
        Console.Outcome told = console.run("channels", "test", "room");
        assertEquals(Exit.FINE, told.code(), told.out() + told.err());
        assertTrue(told.out().contains("room took the test notice"), told.out());
        assertEquals(1, came.size());
        assertTrue(came.getFirst().startsWith("v1,"), came.toString());
        assertFalse(came.getFirst().contains("nobody-else-knows"), came.toString());
    }

    @Test
    void what_the_receiver_answers_is_told_and_is_a_finding() {
        status.set(410);
        Console.Outcome told = console.run("channels", "test", "room");
        assertEquals(Exit.FINDINGS, told.code());
        assertTrue(told.out().contains("410"), told.out());
        Console.Outcome unset = console.run("channels", "test", "chat");
        assertEquals(Exit.FINDINGS, unset.code());
        assertTrue(unset.out().contains("SLACK_URL"), unset.out());
    }

    @Test
    void a_channel_that_is_not_there_is_a_mistake_that_names_those_that_are() {
        Console.Outcome told = console.run("channels", "test", "romo");
        assertEquals(Exit.USAGE, told.code());
        assertTrue(told.err().contains("romo"), told.err());
    }

    @Test
    void doctor_says_which_channel_lacks_what() {
        Console.Outcome told = console.run("doctor");
        assertTrue(told.out().contains("chat"), told.out());
        assertTrue(told.out().contains("SLACK_URL"), told.out());
    }
}
