package dev.signalbox.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/models.md} says of scripts is there. */
class ModelsPageTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern SCRIPT = Pattern.compile("(?m)^(scripts/\\S+)");

    private static String page() throws IOException {
        return Files.readString(ROOT.resolve("docs/models.md"));
    }

    @Test
    void a_script_that_the_page_has_its_reader_type_can_be_run() throws IOException {
        List<String> scripts =
                SCRIPT.matcher(page()).results().map(found -> found.group(1)).toList();
        assertTrue(!scripts.isEmpty());
        for (String script : scripts) {
            assertTrue(Files.isExecutable(ROOT.resolve(script)), script);
        }
    }
}
