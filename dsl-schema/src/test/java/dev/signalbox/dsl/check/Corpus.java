package dev.signalbox.dsl.check;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.read.Sources;
import dev.signalbox.dsl.read.WorkspaceFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Broken files, each a sound workspace ({@code check/corpus/base}) with one mistake of an author, written as an edit:
 * {@code -} the lines that stood there, {@code +} what stands there instead, {@code @} the file that is edited (the flow
 * when nothing is said; a file that is not there begins empty). {@code «G101 name»} marks a finding of that code from
 * there to there; without the closing mark only where it begins is told. A line {@code >} is something that a finding
 * says. Behind the entry's name may stand how the file is saved: {@code crlf}, {@code bom}; {@code →} is a tab.
 */
final class Corpus {
    private static final String FLOW = "orders.flow.yaml";
    private static final List<String> BASE = List.of("signalbox.yaml", FLOW, "courier.flow.yaml", "orders.test.yaml");
    private static final Pattern MARK = Pattern.compile("«([A-Z]\\d{3}) |»");

    /**
     * @param expected each as {@code G101 file:line:column} with the end behind it where it is marked
     * @param says what the findings say, in part
     */
    record Entry(String name, Map<String, String> files, List<Expected> expected, List<String> says) {
        List<Diagnostic> findings() {
            return WorkspaceChecker.check(WorkspaceFolder.load(new Files(files)))
                    .diagnostics();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** @param end line and column behind the last character, or empty where nothing is said of it */
    record Expected(Code code, String file, int line, int column, Optional<String> end) {
        boolean is(Diagnostic found) {
            Span span = found.place().span();
            return found.code() == code
                    && span.file().equals(file)
                    && span.line() == line
                    && span.column() == column
                    && end.map((span.endLine() + ":" + span.endColumn())::equals)
                            .orElse(true);
        }

        @Override
        public String toString() {
            return code + " " + file + ":" + line + ":" + column
                    + end.map(to -> "-" + to).orElse("");
        }
    }

    private record Files(Map<String, String> files) implements Sources {
        @Override
        public @Nullable String read(String path) {
            return files.get(path);
        }

        @Override
        public List<String> paths() {
            return List.copyOf(files.keySet());
        }
    }

    private final Map<String, String> files = new TreeMap<>();
    private final List<String> says = new ArrayList<>();
    private final List<String> out = new ArrayList<>();
    private final List<String> in = new ArrayList<>();
    private String edited = FLOW;

    private Corpus() {
        BASE.forEach(name -> files.put(name, resource("base/" + name)));
    }

    /** The sound workspace itself. */
    static Entry base() {
        return new Corpus().entry("nothing", List.of());
    }

    /** The entries of one file of the corpus. */
    static List<Entry> read(String family) {
        List<Entry> found = new ArrayList<>();
        for (String section : resource(family + ".txt").split("(?m)^=== ")) {
            if (!section.isBlank()) {
                List<String> lines = section.lines().toList();
                String[] head = lines.getFirst().split(" \\| ");
                Corpus corpus = new Corpus();
                lines.subList(1, lines.size()).forEach(corpus::line);
                corpus.edit();
                found.add(corpus.entry(head[0], head.length > 1 ? List.of(head[1].split(" ")) : List.of()));
            }
        }
        return found;
    }

    private static String resource(String name) {
        try (InputStream in = Corpus.class.getResourceAsStream("/check/corpus/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    private void line(String line) {
        String rest = line.length() > 1 ? line.substring(2) : "";
        switch (line.isEmpty() ? '+' : line.charAt(0)) {
            case '-' -> {
                if (!in.isEmpty()) {
                    edit();
                }
                out.add(rest);
            }
            case '+' -> {
                if (!line.isEmpty()) {
                    in.add(rest.replace('→', '\t'));
                }
            }
            case '@' -> {
                edit();
                edited = rest;
            }
            case '>' -> says.add(rest);
            default -> throw new IllegalArgumentException("no line of the corpus: " + line);
        }
    }

    private void edit() {
        String from = String.join("\n", out);
        String to = String.join("\n", in);
        if (!from.isEmpty()) {
            files.put(edited, Desk.edit(files.getOrDefault(edited, ""), from, to));
        } else if (!to.isEmpty()) {
            files.put(edited, to + "\n");
        }
        out.clear();
        in.clear();
    }

    private Entry entry(String name, List<String> saved) {
        List<Expected> expected = new ArrayList<>();
        Map<String, String> plain = new TreeMap<>();
        files.forEach((file, text) -> {
            String body = marks(file, text, expected);
            String lines = saved.contains("crlf") ? body.replace("\n", "\r\n") : body;
            plain.put(file, saved.contains("bom") ? "\ufeff" + lines : lines);
        });
        return new Entry(name, Collections.unmodifiableMap(plain), expected, List.copyOf(says));
    }

    /** Takes the marks out of a text. */
    private static String marks(String file, String text, List<Expected> expected) {
        StringBuilder plain = new StringBuilder();
        Deque<Integer> open = new ArrayDeque<>();
        Matcher mark = MARK.matcher(text);
        int at = 0;
        while (mark.find()) {
            plain.append(text, at, mark.start());
            at = mark.end();
            int line = (int) plain.chars().filter(c -> c == '\n').count() + 1;
            int column = plain.length() - plain.lastIndexOf("\n");
            if (mark.group(1) != null) {
                open.push(expected.size());
                expected.add(new Expected(Code.valueOf(mark.group(1)), file, line, column, Optional.empty()));
            } else {
                Expected begun = expected.get(open.pop());
                expected.set(
                        expected.indexOf(begun),
                        new Expected(
                                begun.code(), file, begun.line(), begun.column(), Optional.of(line + ":" + column)));
            }
        }
        return plain.append(text.substring(at)).toString();
    }
}
