package dev.signalbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.check.WorkspaceChecker;
import dev.signalbox.dsl.read.FileSources;
import dev.signalbox.dsl.read.WorkspaceFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/models.md} says of servers is a workspace that can be served, and what it says of scripts is there. */
class ModelsPageTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile("(?ms)^## ([^\\n]*)\\n.*?^```yaml\\n(.*?)^```");
    private static final Pattern SCRIPT = Pattern.compile("(?m)^(scripts/\\S+)");

    @TempDir
    Path folder;

    private static String page() throws IOException {
        return Files.readString(ROOT.resolve("docs/models.md"));
    }

    @TestFactory
    List<DynamicTest> a_server_as_the_page_connects_it_is_a_workspace_without_findings() throws IOException {
        List<DynamicTest> tests = BLOCK.matcher(page())
                .results()
                .map(block -> DynamicTest.dynamicTest(block.group(1), () -> {
                    Path own = Files.createTempDirectory(folder, "workspace");
                    Files.writeString(own.resolve("signalbox.yaml"), "signalbox: 1\n" + block.group(2));
                    assertEquals(
                            List.of(),
                            WorkspaceChecker.check(WorkspaceFolder.load(new FileSources(own)))
                                    .diagnostics());
                }))
                .toList();
        assertTrue(tests.size() >= 6, "one block for each kind of server");
        return tests;
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
