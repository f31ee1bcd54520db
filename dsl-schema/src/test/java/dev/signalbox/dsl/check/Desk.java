package dev.signalbox.dsl.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.read.Sources;
import dev.signalbox.dsl.read.WorkspaceFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A workspace with one flow under test. A {@code «} in the flow's text marks a place: it is taken out before the text is
 * read, and a finding is expected there.
 */
final class Desk {
    static final String WORKSPACE = """
            signalbox: 1
            models:
              fast: { provider: recorded, window: 16000 }
            env: [SHOP_URL]
            secrets: { SHOP_TOKEN: { hosts: [shop.example] } }
            groups: [support-lead]
            people: { sam: { name: Sam Reyes, groups: [support-lead], roles: [approver] } }
            http: { allow: [shop.example] }
            """;

    private final TreeMap<String, String> files = new TreeMap<>();
    private final String text;
    private final List<String> left = new ArrayList<>();

    private Desk(String text) {
        this.text = text;
        files.put("signalbox.yaml", WORKSPACE);
        files.put("desk.flow.yaml", text.replace("«", ""));
    }

    static Desk of(String text) {
        return new Desk(text);
    }

    /** The refund desk of the language's page. */
    static String refundDesk() {
        try (InputStream in = Desk.class.getResourceAsStream("/check/refund-desk.flow.yaml")) {
            if (in == null) {
                throw new IllegalStateException("the refund desk is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text with one part exchanged; the part stands in it exactly once. */
    static String edit(String text, String from, String to) {
        int at = text.indexOf(from);
        if (at < 0 || text.indexOf(from, at + 1) >= 0) {
            throw new IllegalArgumentException((at < 0 ? "not there: " : "there twice: ") + from);
        }
        return text.substring(0, at) + to + text.substring(at + from.length());
    }

    /** Says nothing of findings of these codes: the flow leaves them alone for the sake of all its cases. */
    Desk without(String... codes) {
        left.addAll(List.of(codes));
        return this;
    }

    Desk with(String path, String content) {
        files.put(path, content);
        return this;
    }

    Sources sources() {
        return new Texts(files);
    }

    CheckedWorkspace checked() {
        return WorkspaceChecker.check(WorkspaceFolder.load(sources()));
    }

    @Nullable
    CheckedFlow flow(String name) {
        return checked().flows().get(new FlowName(name));
    }

    List<Diagnostic> findings() {
        return checked().diagnostics();
    }

    /** Each code in turn is found at the mark of that number, and nothing else is found. */
    void gives(String... codes) {
        List<String> expected = new ArrayList<>();
        int line = 1;
        int column = 1;
        int mark = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '«') {
                expected.add((mark < codes.length ? codes[mark] : "?") + " " + line + ":" + column);
                mark++;
            } else if (c == '\n') {
                line++;
                column = 1;
            } else {
                column++;
            }
        }
        assertEquals(codes.length, mark, "as many marks as findings");
        List<Diagnostic> found = findings().stream()
                .filter(each -> !left.contains(each.code().name()))
                .toList();
        assertEquals(expected, found.stream().map(Desk::said).toList(), () -> String.join("\n", words(found)));
    }

    static List<String> words(List<Diagnostic> found) {
        return found.stream()
                .map(d -> said(d) + " " + d.place().span().file() + " " + d.message() + " / " + d.help())
                .toList();
    }

    private static String said(Diagnostic diagnostic) {
        Span span = diagnostic.place().span();
        return diagnostic.code() + " " + span.line() + ":" + span.column();
    }

    private record Texts(Map<String, String> files) implements Sources {
        @Override
        public @Nullable String read(String path) {
            return files.get(path);
        }

        @Override
        public List<String> paths() {
            return List.copyOf(files.keySet());
        }
    }
}
