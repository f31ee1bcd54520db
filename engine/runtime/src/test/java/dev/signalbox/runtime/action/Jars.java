package dev.signalbox.runtime.action;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Jars as the authors of actions build them, compiled here against this program. */
final class Jars {
    private Jars() {}

    /**
     * A workspace's {@code lib/NAME} with one class.
     *
     * @param services what its configuration of services says
     */
    static void write(Path workspace, String name, String type, String source, String services) throws IOException {
        Path scratch = Files.createTempDirectory("signalbox-jar-");
        Path file = Files.createDirectories(scratch.resolve("src"))
                .resolve(type.substring(type.lastIndexOf('.') + 1) + ".java");
        Files.writeString(file, source);
        Path classes = Files.createDirectories(scratch.resolve("classes"));
        int failed = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "these tests need a JDK")
                .run(
                        null,
                        OutputStream.nullOutputStream(),
                        null,
                        "-proc:none",
                        "-d",
                        classes.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        file.toString());
        if (failed != 0) {
            throw new IOException("the source of " + type + " does not compile");
        }
        Path lib = Files.createDirectories(workspace.resolve("lib"));
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(lib.resolve(name)));
                Stream<Path> all = Files.walk(classes)) {
            List<Path> found = all.filter(Files::isRegularFile).sorted().toList();
            for (Path one : found) {
                jar.putNextEntry(new JarEntry(classes.relativize(one).toString().replace('\\', '/')));
                jar.write(Files.readAllBytes(one));
                jar.closeEntry();
            }
            jar.putNextEntry(new JarEntry("META-INF/services/dev.signalbox.runtime.action.SignalboxAction"));
            jar.write(services.getBytes(StandardCharsets.UTF_8));
            jar.closeEntry();
        }
    }

    /** The source of an action that reserves a seat. */
    static String reserve(String type, String name, String body) {
        int dot = type.lastIndexOf('.');
        return """
                package PACKAGE;
                import dev.signalbox.runtime.action.*;
                import java.time.*;
                import java.util.*;
                public final class TYPE implements SignalboxAction<TYPE.Seat, TYPE.Receipt> {
                    public enum Class { FIRST, SECOND }
                    public record Seat(String train, Class in, Optional<LocalDate> on, List<Integer> seats) {}
                    public record Receipt(String id, Instant at, Map<String, Double> prices) {}
                    public String name() { return "NAME"; }
                    public java.lang.Class<Seat> arguments() { return Seat.class; }
                    public Receipt call(Seat seat, ActionContext call) throws Exception { BODY }
                }
                """.replace("PACKAGE", type.substring(0, dot))
                .replace("TYPE", type.substring(dot + 1))
                .replace("NAME", name)
                .replace("BODY", body);
    }
}
