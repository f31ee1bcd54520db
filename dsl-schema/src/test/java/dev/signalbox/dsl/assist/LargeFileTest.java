package dev.signalbox.dsl.assist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.check.WorkspaceChecker;
import dev.signalbox.dsl.yaml.YamlReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The largest file that is read is one that can be written in; what it took is printed, and no limit is set to it. */
class LargeFileTest {
    private static String flow() {
        StringBuilder text = new StringBuilder("signalbox: 1\nflow: large\nstart: s0\n"
                + "input: { type: object, required: [id], properties: { id: { type: string } } }\n"
                + "data: { note: { type: string } }\nstates:\n");
        int states = 700;
        for (int i = 0; i < states; i++) {
            text.append("  s")
                    .append(i)
                    .append(":\n    note: ")
                    .append("x".repeat(290))
                    .append('\n');
            text.append("    set: { note: \"${input.id} ").append(i).append("\" }\n");
            text.append("    next: s").append(i + 1).append('\n');
        }
        return text.append("  s")
                .append(states)
                .append(": { end: succeeded }\n")
                .toString();
    }

    @Test
    void completion_and_a_check_of_a_file_of_the_largest_size() {
        String text = flow();
        assertTrue(text.length() > 240 * 1024 && text.length() <= YamlReader.MAX_BYTES, () -> "" + text.length());
        Shop shop = new Shop().with("large.flow.yaml", text);
        Desk desk = shop.desk();
        int at = text.indexOf("${input.id} 350") + "${input.".length();
        for (int round = 1; round <= 3; round++) {
            long start = System.nanoTime();
            List<String> found = Shop.labels(Completion.at(desk, "large.flow.yaml", text, at));
            long completed = System.nanoTime();
            assertEquals("id", found.getFirst());
            WorkspaceChecker.check(shop.desk().loaded());
            System.out.printf(
                    "a flow of %d KiB, round %d: completion %d ms, read and checked %d ms%n",
                    text.length() / 1024,
                    round,
                    (completed - start) / 1_000_000,
                    (System.nanoTime() - completed) / 1_000_000);
        }
    }

    @Test
    void a_file_that_is_too_large_gets_no_answer_and_no_failure() {
        String text = flow() + "#" + "x".repeat(YamlReader.MAX_BYTES);
        Shop shop = new Shop().with("large.flow.yaml", text);
        assertEquals(List.of(), Completion.at(shop.desk(), "large.flow.yaml", text, 100));
    }
}
