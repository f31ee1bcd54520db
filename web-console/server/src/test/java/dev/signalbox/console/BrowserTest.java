package dev.signalbox.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser. Without one it is left out, loudly; in CI that is a failure. */
class BrowserTest {
    private static final Path UI = Path.of(System.getProperty("basedir", "."), "..", "ui");

    @TempDir
    Path workspace;

    @Test
    @Timeout(180)
    void a_person_signs_in_and_decides_what_waits() throws IOException, InterruptedException {
        Optional<Path> browser = browser();
        if (browser.isEmpty()) {
            String loud = "NO BROWSER FOUND: the page is not tested. Install Chromium (Debian: chromium) to test it.";
            System.err.println("\n**** " + loud + " ****\n");
            if (System.getenv("CI") != null) {
                throw new AssertionError(loud);
            }
            Assumptions.abort(loud);
        }
        try (Console console = new Console(workspace)) {
            console.operations.holding(3);
            Process node = new ProcessBuilder(
                            "node", "e2e/inbox.mjs", browser.orElseThrow().toString(), console.server.signInUrl())
                    .directory(UI.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            node.waitFor(1, TimeUnit.MINUTES);
            assertEquals(0, node.exitValue(), said);
        }
    }

    private static Optional<Path> browser() {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
