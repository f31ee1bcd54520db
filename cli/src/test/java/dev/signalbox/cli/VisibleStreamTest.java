package dev.signalbox.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.signalbox.cli.print.Printer;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VisibleStreamTest {
    private static final String STEERING = "900\u001b[2K\r5\u009b1A\u202e\u2067\u0007\u007f\u2028";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final Terminal terminal =
            new Terminal(stream, stream, InputStream.nullInputStream(), Path.of("/"), Map.of());

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void what_would_steer_a_terminal_is_shown() {
        terminal.out().print(STEERING);
        assertEquals("900\\u001b[2K\\u000d5\\u009b1A\\u202e\\u2067\\u0007\\u007f\\u2028", printed());
    }

    @Test
    void whichever_way_it_is_printed() {
        terminal.out().println("\u001b");
        terminal.out().println((Object) "\u001b");
        terminal.out().println('\u001b');
        terminal.out().println(new char[] {'\u001b'});
        terminal.out().printf("%s%n", "\u001b");
        terminal.out().append("\u001b").append('\u001b').println();
        terminal.err().println("\u001b");
        terminal.remark("\u001b");
        assertEquals(0, printed().chars().filter(one -> one == 0x1b).count(), printed());
        assertEquals(9, printed().split("u001b", -1).length - 1);
    }

    @Test
    void lines_tabs_and_other_scripts_stay() {
        String text = "a\tb\nc\r\nЯ 漢 é 👍🏽 שלום\n";
        terminal.out().print(text);
        assertEquals(text, printed());
    }

    @Test
    void in_json_it_is_the_same_value() {
        terminal.out().println(Printer.json(Map.of("text", STEERING)));
        assertEquals(STEERING, Json.object(JsonText.parse(printed().strip())).get("text"));
    }

    @Test
    void what_is_exact_and_bytes_pass() {
        terminal.exactly(STEERING);
        terminal.out().writeBytes(new byte[] {0x1b});
        assertArrayEquals((STEERING + "\u001b").getBytes(StandardCharsets.UTF_8), bytes.toByteArray());
    }
}
