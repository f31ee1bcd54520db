package dev.signalbox.cli.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.signalbox.cli.Cli;
import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.runtime.Engine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every run of the samples can be told as a test, which passes: the command plays it before it says so. */
class SampleRunsTest {
    @TempDir
    Path folder;

    @Test
    void a_test_of_each_run_passes() throws IOException {
        String store = folder.resolve("runs.db").toString();
        Map<Play, String> runs = new LinkedHashMap<>();
        ForwardClock clock = new ForwardClock();
        try (Engine engine = Stage.recorded(clock).database(store).build()) {
            for (Play play : Plays.all()) {
                runs.put(play, Stage.play(engine, clock, play).id());
            }
        }
        runs.forEach((play, run) -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            PrintStream told = new PrintStream(out, true, StandardCharsets.UTF_8);
            Terminal terminal = new Terminal(told, told, InputStream.nullInputStream(), Stage.FLOWS, Map.of());
            int code = Cli.run(terminal, "test", "--init", play.flow(), "--from-run", run, "--db", store);
            assertEquals(Exit.FINE, code, () -> play + ": " + out.toString(StandardCharsets.UTF_8));
        });
    }
}
