package dev.signalbox.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program in a process of its own, on the JDK that runs the tests, with nothing of this process's environment. */
public final class Program {
    private static final long SECONDS_AT_MOST = 60;

    /** The command line, as far as the program's own arguments, with nothing to start it faster. */
    public static final List<String> PLAIN = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "dev.signalbox.cli.Main");

    private Program() {}

    /** What a command did; {@code out} and {@code err} as they were printed. */
    public record Outcome(int code, String out, String err) {}

    /** @param program how it is started: {@link #PLAIN}, {@link Packed#program}, or one of them behind another command */
    static Process start(
            List<String> program,
            Path folder,
            Map<String, String> environment,
            Path out,
            Path err,
            List<String> arguments)
            throws IOException {
        List<String> line = new ArrayList<>(program);
        line.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Runs a command to its end. */
    public static Outcome run(Path folder, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("signalbox-out", ".txt");
        Path err = Files.createTempFile("signalbox-err", ".txt");
        Process process = start(PLAIN, folder, environment, out, err, List.of(arguments));
        try {
            if (!process.waitFor(SECONDS_AT_MOST, TimeUnit.SECONDS)) {
                throw new AssertionError("signalbox " + String.join(" ", arguments) + " does not end");
            }
            return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
            Files.delete(out);
            Files.delete(err);
        }
    }
}
