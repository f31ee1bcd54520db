package dev.signalbox.spring;

import dev.signalbox.runtime.action.SignalboxAction;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Small workspaces on disk, and an application's properties for them. */
final class Workspaces {
    static final String FILE = """
            signalbox: 1
            groups: [leads]
            people:
              sam: { name: Sam, groups: [leads], roles: [approver] }
            models:
              fast: { provider: recorded, window: 8000 }
            """;

    /** Holds the call of one Java action. */
    static final String GREETING = """
            signalbox: 1
            flow: greeting
            input: { type: object, required: [name], properties: { name: { type: string, maxLength: 20 } } }
            output: { type: object, required: [text], properties: { text: { type: string } } }
            data: { text: { type: string, maxLength: 60 } }
            actions:
              greet:
                java: greet
                args: { type: object, required: [name], properties: { name: { type: string } } }
                returns: { type: object, required: [text], properties: { text: { type: string } } }
                effect: write
            limits: { steps: 10, duration: 1d }
            start: greet
            states:
              greet:
                call: greet
                with: { name: "${input.name}" }
                approve: { title: "Greet ${input.name}?", by: [leads], within: 1h }
                save: { text: "${result.text}" }
                otherwise: { rejected: no, expired: no, failed: no, unknown: no }
                next: done
              done: { end: succeeded, output: { text: "${text}" } }
              no: { end: failed, error: not greeted }
            """;

    private Workspaces() {}

    /** With {@code signalbox.yaml} and this flow. */
    static Path of(Path folder, String flow) {
        write(folder.resolve("signalbox.yaml"), FILE);
        write(folder.resolve("greeting.flow.yaml"), flow);
        return folder;
    }

    /** One action in {@code lib/action.jar}, compiled here against this program. */
    static void jar(Path folder, String type, String source) throws IOException {
        Path scratch = Files.createDirectories(folder.resolve("scratch"));
        Path file = scratch.resolve(type.substring(type.lastIndexOf('.') + 1) + ".java");
        write(file, source);
        int failed = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "this test needs a JDK")
                .run(
                        null,
                        OutputStream.nullOutputStream(),
                        null,
                        "-proc:none",
                        "-d",
                        scratch.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        file.toString());
        if (failed != 0) {
            throw new IOException("the source of " + type + " does not compile");
        }
        Path lib = Files.createDirectories(folder.resolve("lib"));
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(lib.resolve("action.jar")));
                Stream<Path> all = Files.walk(scratch)) {
            List<Path> classes = all.filter(path -> path.toString().endsWith(".class"))
                    .sorted()
                    .toList();
            for (Path one : classes) {
                entry(jar, scratch.relativize(one).toString().replace('\\', '/'), Files.readAllBytes(one));
            }
            entry(jar, "META-INF/services/" + SignalboxAction.class.getName(), type.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void entry(JarOutputStream jar, String name, byte[] bytes) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(bytes);
        jar.closeEntry();
    }

    static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
