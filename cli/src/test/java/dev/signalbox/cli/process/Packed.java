package dev.signalbox.cli.process;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The program as the launcher starts it: jars beside each other and an archive of loaded classes, which halves the time
 * to the first answer. Made once for a JVM of tests, from its class path; a JDK that cannot use the archive does without.
 */
public final class Packed {
    private static final Packed SHARED = make();

    private final List<String> program;

    private Packed(List<String> program) {
        this.program = program;
    }

    /** The command line, as far as the program's own arguments. */
    public static List<String> program() {
        return SHARED.program;
    }

    private static Packed make() {
        try {
            Path folder = Files.createTempDirectory("signalbox-packed-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder), "unpack"));
            List<String> jars = new ArrayList<>();
            for (String entry : System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                    .split(File.pathSeparator, -1)) {
                Path path = Path.of(entry);
                if (Files.isDirectory(path)) {
                    Path jar = folder.resolve(jars.size() + ".jar");
                    pack(path, jar);
                    jars.add(jar.toString());
                } else if (Files.isRegularFile(path)) {
                    jars.add(entry);
                }
            }
            Path archive = folder.resolve("classes.jsa");
            List<String> options = List.of(
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Xshare:auto",
                    "-Xlog:disable",
                    "-Xlog:all=off",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    String.join(File.pathSeparator, jars),
                    "dev.signalbox.cli.Main");
            train(folder, line("-XX:ArchiveClassesAtExit=" + archive, options));
            return new Packed(line("-XX:SharedArchiveFile=" + archive, options));
        } catch (Exception e) {
            throw new AssertionError("the program cannot be packed", e);
        }
    }

    private static List<String> line(String first, List<String> options) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add(first);
        line.addAll(options);
        return List.copyOf(line);
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> files = Files.walk(classes)) {
            for (Path from : files.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(from).toString().replace('\\', '/')));
                Files.copy(from, out);
                out.closeEntry();
            }
        }
    }

    /** One server, started, asked a little and ended: what it has loaded by then is what the archive holds. */
    private static void train(Path folder, List<String> program) throws Exception {
        Path workspace = Files.createDirectory(folder.resolve("workspace"));
        Workspace.writeTo(workspace);
        Map<String, String> environment =
                Map.of("SINK_URL", "http://127.0.0.1:9", "MODEL_URL", "http://127.0.0.1:9", "MODEL_KEY", "a-key");
        try (Server server = Server.launch(program, workspace, environment)) {
            server.awaitReady();
            server.run("resting", Map.of("id", "W1"));
            server.hold(server.run("held", Map.of("id", "H1")));
            server.run("reading", Map.of("id", "R1"));
            server.terminate();
            server.awaitEnd();
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            // the system's folder for temporary files is emptied by others
        }
    }
}
