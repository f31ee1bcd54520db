package dev.signalbox.console.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is asked of the console: it answers within seconds and in its own form, and never as one who stumbled. */
class FuzzHttpTest {
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS");
    private static final Pattern TARGET = Pattern.compile("/[!-~]*");
    private static final Pattern TRACE =
            Pattern.compile("\\bat [a-z]+\\.[A-Za-z.]+\\(|(java|javax|jakarta|tools|io)\\.[a-z]+\\.");
    private static final long LONGEST_NANOS = 5_000_000_000L;
    /** Runs pile up in memory; after so many requests the desk begins anew. */
    private static final int REQUESTS = 2_000;

    @TempDir
    static Path folder;

    private static @Nullable Desk desk;
    private static @Nullable Wire wire;
    private static int left;

    @BeforeAll
    static void open() throws IOException {
        close();
        Desk fresh = new Desk(folder);
        desk = fresh;
        wire = new Wire(fresh.port());
        left = REQUESTS;
    }

    @AfterAll
    static void close() throws IOException {
        Wire open = wire;
        Desk served = desk;
        if (open != null && served != null) {
            open.close();
            served.close();
        }
        wire = null;
        desk = null;
    }

    /**
     * The input is a line {@code METHOD TARGET}, lines of further headers, an empty line and the body. {@code {run}},
     * {@code {hold}}, {@code {hash}}, {@code {ask}} and {@code {waits}} stand for the ids of what waits.
     */
    @FuzzTest
    void anyRequestIsAnsweredInTheApisOwnForm(byte[] data) throws Throwable {
        if (left-- == 0) {
            open();
        }
        Desk served = desk;
        Wire open = wire;
        if (served == null || open == null) {
            throw new IllegalStateException("not open");
        }
        String input = served.named(new String(data, StandardCharsets.ISO_8859_1));
        String[] parts = input.split("\n\n", 2);
        String[] head = parts[0].split("\n", -1);
        String[] line = head[0].split(" ", 2);
        if (line.length < 2
                || !METHODS.contains(line[0])
                || !TARGET.matcher(line[1]).matches()) {
            return;
        }
        byte[] request = request(head, parts.length == 2 ? parts[1] : "");
        long before = System.nanoTime();
        Wire.Answer answer = open.send(request);
        if (System.nanoTime() - before > LONGEST_NANOS) {
            before = System.nanoTime();
            open.send(request);
            assertTrue(System.nanoTime() - before < LONGEST_NANOS, "took more than five seconds, twice");
        }
        holds(line[1], input, answer);
    }

    private static byte[] request(String[] head, String body) {
        StringBuilder lines = new StringBuilder(head[0]).append(" HTTP/1.1\r\nHost: localhost\r\n");
        lines.append("Authorization: Bearer ").append(Desk.TOKEN).append("\r\n");
        boolean typed = false;
        for (int i = 1; i < head.length; i++) {
            String name = head[i].split(":", 2)[0].toLowerCase(java.util.Locale.ROOT);
            boolean known = List.of("content-type", "idempotency-key", "if-none-match", "accept", "last-event-id")
                    .contains(name);
            if (known && head[i].contains(":") && head[i].chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
                lines.append(head[i]).append("\r\n");
                typed |= name.equals("content-type");
            }
        }
        if (!typed) {
            lines.append("Content-Type: application/json\r\n");
        }
        byte[] content = body.getBytes(StandardCharsets.ISO_8859_1);
        lines.append("Content-Length: ").append(content.length).append("\r\n\r\n");
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(lines.toString().getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(content);
        return request.toByteArray();
    }

    private static void holds(String target, String input, Wire.Answer answer) {
        assertTrue(answer.status() < 500, answer::toString);
        assertTrue(!TRACE.matcher(answer.body()).find() || TRACE.matcher(input).find(), answer::toString);
        boolean json = answer.header("content-type").contains("json");
        Object body = json ? JsonText.parse(answer.body()) : Map.of();
        if (answer.status() >= 400 && json) {
            Map<String, Object> problem = Json.object(body);
            assertEquals((long) answer.status(), problem.get("status"));
            assertEquals("application/problem+json", answer.header("content-type"));
            assertFalse(String.valueOf(problem.get("detail")).isBlank(), answer::toString);
        }
        boolean ofTheApi = target.matches("/api(/[a-z]+)*");
        assertTrue(json || !ofTheApi || answer.status() < 400, answer::toString);
    }
}
