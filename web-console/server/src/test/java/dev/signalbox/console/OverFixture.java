package dev.signalbox.console;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A console over the fixture for each test. */
abstract class OverFixture {
    @TempDir
    Path workspace;

    Console console;

    @BeforeEach
    final void start() {
        console = new Console(workspace);
    }

    @AfterEach
    final void stop() {
        console.close();
    }
}
