package dev.signalbox.dsl.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/rules} is what the book of rules says. With {@code -Dregenerate} the pages are written instead. */
class RulePagesTest {
    private static final Path FOLDER = Path.of("..", "docs", "rules");

    private static Set<String> there() throws IOException {
        try (Stream<Path> pages = Files.list(FOLDER)) {
            return pages.map(page -> page.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void thePagesAreWhatTheBookSays() throws IOException {
        Map<String, String> pages = RulePages.all();
        if (System.getProperty("regenerate") != null) {
            write(pages);
        }
        assertEquals(pages.keySet(), there());
        for (Map.Entry<String, String> page : pages.entrySet()) {
            assertEquals(
                    page.getValue(),
                    Files.readString(FOLDER.resolve(page.getKey())),
                    () -> page.getKey() + " is not what the book says; run this test with -Dregenerate");
        }
    }

    private static void write(Map<String, String> pages) throws IOException {
        Files.createDirectories(FOLDER);
        for (String old : there()) {
            if (!pages.containsKey(old)) {
                Files.delete(FOLDER.resolve(old));
            }
        }
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Files.writeString(FOLDER.resolve(page.getKey()), page.getValue());
        }
    }
}
