package dev.signalbox.cli.process.walk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.cli.process.Program;
import dev.signalbox.dsl.value.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The walks of {@code web-console/ui/e2e/walks}: each starts the real program and goes through its page in a real browser.
 * Without a browser they are left out, loudly; in CI that is a failure. One by hand: {@code node e2e/walk.mjs NAME}.
 */
class WalksTest {
    private static final Path UI = Path.of("..", "web-console", "ui");
    private static final long MINUTES_AT_MOST = 5;

    @TestFactory
    Stream<DynamicTest> walks() throws IOException {
        if (!aBrowserIsHere()) {
            String loud = "NO BROWSER FOUND: the console is not walked through. Install Chromium (Debian: chromium).";
            System.err.println("\n**** " + loud + " ****\n");
            assertTrue(System.getenv("CI") == null, loud);
            Assumptions.abort(loud);
        }
        try (Stream<Path> files = Files.list(UI.resolve("e2e/walks"))) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".mjs"))
                    .map(file -> file.substring(0, file.length() - ".mjs".length()))
                    .sorted()
                    .toList();
            return names.stream().map(name -> DynamicTest.dynamicTest(name, () -> walk(name)));
        }
    }

    private static void walk(String name) throws IOException, InterruptedException {
        Path said = Files.createTempFile("signalbox-walk", ".txt");
        ProcessBuilder builder = new ProcessBuilder("node", "e2e/walk.mjs", name)
                .directory(UI.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().put("SIGNALBOX_PROGRAM", JsonText.write(List.copyOf(Program.PLAIN)));
        Process node = builder.start();
        try {
            boolean ended = node.waitFor(MINUTES_AT_MOST, TimeUnit.MINUTES);
            String words = Files.readString(said, StandardCharsets.UTF_8);
            assertTrue(ended, () -> "the walk does not end: " + words);
            assertEquals(0, node.exitValue(), words);
            System.out.print(words);
        } finally {
            node.descendants().forEach(ProcessHandle::destroyForcibly);
            node.destroyForcibly();
            Files.deleteIfExists(said);
        }
    }

    private static boolean aBrowserIsHere() {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .anyMatch(Files::isExecutable);
    }
}
