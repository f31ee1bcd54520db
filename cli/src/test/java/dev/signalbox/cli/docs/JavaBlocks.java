package dev.signalbox.cli.docs;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Compiles the Java of one page against the program's own classes. A block with a type at its left edge is a file; any other is the
 * body of a method, which may use the types of the page's blocks above it.
 */
final class JavaBlocks {
    private static final Pattern TYPE = Pattern.compile(
            "(?m)^(?:@\\w+(?:\\([^)]*\\))?\\s+)*(?:(?:public|final|sealed|abstract|non-sealed) )*(?:class|record|interface|enum|@interface) (\\w+)");
    private static final String USED = """
            import dev.signalbox.runtime.*;
            import dev.signalbox.runtime.action.*;
            import dev.signalbox.runtime.api.*;
            import java.nio.file.*;
            import java.time.*;
            import java.util.*;
            """;

    private final Path out;
    private final Map<String, JavaFileObject> units = new LinkedHashMap<>();

    JavaBlocks(Path out) {
        this.out = out;
    }

    void compile(Block block) {
        Matcher type = TYPE.matcher(block.text());
        boolean unit = type.find();
        String name = unit ? type.group(1) : "Block" + block.line();
        int before = 0;
        String source = block.text();
        if (!unit) {
            String imports = block.text()
                    .lines()
                    .filter(line -> line.startsWith("import "))
                    .collect(Collectors.joining("\n"));
            String body = block.text()
                    .lines()
                    .map(line -> line.startsWith("import ") ? "" : line)
                    .collect(Collectors.joining("\n"));
            String head = imports.replace("\n", " ") + " " + USED.replace("\n", " ") + "class " + name
                    + " { void body() throws Exception {\n";
            source = head + body + "\n}}\n";
            before = 1;
        }
        JavaFileObject file = new Source(name, source);
        List<JavaFileObject> all = new ArrayList<>(units.values());
        all.removeIf(one -> one.getName().equals(file.getName()));
        all.add(file);
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(found, null, null)) {
            boolean compiled = compiler.getTask(
                            new StringWriter(),
                            files,
                            found,
                            List.of(
                                    "-proc:none",
                                    "-parameters",
                                    "-cp",
                                    System.getProperty(
                                            "surefire.test.class.path", System.getProperty("java.class.path")),
                                    "-d",
                                    Files.createDirectories(out).toString()),
                            null,
                            all)
                    .call();
            if (!compiled) {
                throw new AssertionError(told(block, before, found.getDiagnostics()));
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        if (unit) {
            units.put(name, file);
        }
    }

    private static String told(Block block, int before, List<Diagnostic<? extends JavaFileObject>> found) {
        return block.place()
                + ": this Java does not compile against the program. Mend it, or say above it why it cannot be: "
                + "<!-- not run: WHY -->"
                + found.stream()
                        .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
                        .map(one -> "\n  " + block.place(Math.max(1, (int) one.getLineNumber() - before)) + ": "
                                + one.getMessage(java.util.Locale.ROOT))
                        .collect(Collectors.joining());
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
