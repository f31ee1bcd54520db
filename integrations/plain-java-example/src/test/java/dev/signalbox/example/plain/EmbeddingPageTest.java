package dev.signalbox.example.plain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about embedding shows what is compiled and run here. */
class EmbeddingPageTest {
    private static final Path ROOT = Path.of("../..");
    private static final Pattern JAVA = Pattern.compile("(?ms)^```java\\n(.*?)^```");

    private static String words(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("integrations"))) {
            return files.filter(file -> file.toString().replace('\\', '/').matches(".*/src/main/java/.*\\.java"))
                    .map(EmbeddingPageTest::read)
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return words(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void each_piece_of_java_on_it_stands_in_an_example() throws IOException {
        List<String> sources = sources();
        List<String> blocks = JAVA.matcher(Files.readString(ROOT.resolve("docs/embedding.md")))
                .results()
                .map(found -> words(found.group(1)))
                .toList();
        assertTrue(blocks.size() >= 6, blocks.toString());
        List<String> strangers = new ArrayList<>(blocks);
        strangers.removeIf(block -> sources.stream().anyMatch(source -> source.contains(block)));
        assertEquals(List.of(), strangers);
    }
}
