package dev.signalbox.dsl.lines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineEndsTest {
    @Test
    void a_plain_file_takes_the_text_as_it_is() {
        assertEquals("b\n", LineEnds.as("a\n", "b\n"));
        assertEquals("", LineEnds.as("a\n", ""));
    }

    @Test
    void a_files_own_line_ends_and_mark_stay() {
        assertEquals("\uFEFFa\r\nnew\r\nb\r\n", LineEnds.as("\uFEFFa\r\nb\r\n", "a\nnew\nb\n"));
        assertEquals("a\r\nb\r\n", LineEnds.as("a\r\nb", "a\nb\n"));
        assertEquals("a\rb\rc", LineEnds.as("a\rb", "a\nb\nc"));
    }

    @Test
    void each_line_of_a_mixed_file_keeps_its_own_end_and_a_new_one_has_the_usual() {
        assertEquals("a\nnew\r\nb\r\nc\r\n", LineEnds.as("a\nb\r\nc\r\n", "a\nnew\nb\nc\n"));
        assertEquals("a\nc\r\n", LineEnds.as("a\nb\r\nc\r\n", "a\nc\n"));
    }

    @Test
    void an_unchanged_text_gives_the_file_back_byte_for_byte() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            String file = drawn(random, List.of("\n", "\r\n", "\r"));
            String read = file.replace("\r\n", "\n").replace('\r', '\n');
            assertEquals(file, LineEnds.as(file, read), () -> read);
        }
    }

    @Test
    void edits_between_two_texts_make_the_second_of_the_first() {
        Random random = new Random(11);
        for (int i = 0; i < 500; i++) {
            String before = drawn(random, List.of("\n"));
            String after = drawn(random, List.of("\n"));
            assertEquals(after, applied(before, after));
            assertEquals(List.of(), LineEdits.between(after, after));
        }
    }

    @Test
    void a_text_of_many_lines_that_all_differ_is_one_edit_and_takes_no_time() {
        String before = IntStream.range(0, 60_000).mapToObj(i -> "a" + i).collect(Collectors.joining("\n"));
        String after = IntStream.range(0, 60_000).mapToObj(i -> "b" + i).collect(Collectors.joining("\n"));
        assertEquals(1, LineEdits.between(before, after).size());
        String changed = before.replace("a30000\n", "new\n").replace("a29990\n", "");
        assertEquals(2, LineEdits.between(before, changed).size());
        assertEquals(changed, applied(before, changed));
    }

    private static String applied(String before, String after) {
        StringBuilder text = new StringBuilder(before);
        List<LineEdits.LineEdit> edits = LineEdits.between(before, after);
        for (LineEdits.LineEdit edit : edits.reversed()) {
            text.replace(edit.from(), edit.to(), edit.insert());
        }
        return text.toString();
    }

    private static String drawn(Random random, List<String> ends) {
        StringBuilder text = new StringBuilder();
        for (int lines = random.nextInt(12); lines > 0; lines--) {
            text.append((char) ('a' + random.nextInt(4))).append(ends.get(random.nextInt(ends.size())));
        }
        // A lone CR before a LF would be one end: a letter stands between lines.
        return text.append(random.nextBoolean() ? "z" : "").toString();
    }
}
