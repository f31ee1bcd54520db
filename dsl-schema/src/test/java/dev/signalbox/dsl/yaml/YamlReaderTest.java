package dev.signalbox.dsl.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.value.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
    private static YamlFile read(String text) {
        return YamlReader.read("f.yaml", text);
    }

    private static Object json(String text) {
        YamlNode root = read(text).root();
        assertNotNull(root, () -> read(text).diagnostics().toString());
        return root.json();
    }

    private static String found(String text) {
        StringBuilder all = new StringBuilder();
        for (Diagnostic d : read(text).diagnostics()) {
            Span span = d.place().span();
            all.append(all.isEmpty() ? "" : " ")
                    .append(d.code())
                    .append('@')
                    .append(span.line())
                    .append(':')
                    .append(span.column());
        }
        return all.toString();
    }

    private static YamlNode.Scalar scalar(String text, String key) {
        YamlNode.Mapping root = (YamlNode.Mapping) read(text).root();
        assertNotNull(root);
        YamlNode.Entry entry = root.entry(key);
        assertNotNull(entry);
        return (YamlNode.Scalar) entry.value();
    }

    private static String at(String text, String key, String part) {
        YamlNode.Scalar scalar = scalar(text, key);
        int offset = scalar.text().indexOf(part);
        Span span = scalar.at(offset, offset + part.length()).span();
        return span.line() + ":" + span.column() + "-" + span.endLine() + ":" + span.endColumn();
    }

    @Test
    void readsTheCoreSchemaOfYaml12() {
        assertEquals(
                List.of("on", "no", "yes", true, false, 12L, 15L, 31L, 1.5, 1000.0, "1:30", "x", -3L),
                json("[on, no, yes, true, False, 012, 0o17, 0x1F, 1.5, 1e3, 1:30, x, -3]"));
        assertEquals(Json.NULL, ((Map<?, ?>) json("a: ~")).get("a"));
        assertEquals("12", ((Map<?, ?>) json("a: '12'")).get("a"));
    }

    @Test
    void everyKeyAndValueHasItsPlace() {
        YamlNode.Mapping root = (YamlNode.Mapping)
                read("a:\n  b: [x, {c: d}]\n  e: |\n    text\nf: g\n").root();
        assertNotNull(root);
        YamlNode.Mapping a = (YamlNode.Mapping) root.entries().get("a").value();
        YamlNode.Sequence b = (YamlNode.Sequence) a.entries().get("b").value();
        assertEquals(new Span("f.yaml", 2, 3, 4, 9), a.place().span());
        assertEquals(
                new Span("f.yaml", 2, 3, 2, 4),
                a.entries().get("b").key().place().span());
        assertEquals(new Span("f.yaml", 2, 6, 2, 17), b.place().span());
        assertEquals("/a/b/1", b.items().get(1).place().path());
        YamlNode.Mapping inner = (YamlNode.Mapping) b.items().get(1);
        assertEquals("/a/b/1/c", inner.entries().get("c").value().place().path());
        assertEquals(
                new Span("f.yaml", 2, 14, 2, 15),
                inner.entries().get("c").value().place().span());
    }

    @Test
    void pointsInsideEveryKindOfScalar() {
        assertEquals("1:11-1:14", at("a: x ${b. bad }", "a", "bad"));
        assertEquals("1:8-1:11", at("a: 'x''bad'", "a", "bad"));
        assertEquals("1:10-1:13", at("a: \"x\\\"\\nbad\"", "a", "bad"));
        assertEquals("3:4-3:7", at("a: |\n  one\n   bad\n", "a", "bad"));
        assertEquals("3:3-3:6", at("a: >-\n  one\n  bad\n", "a", "bad"));
        assertEquals("2:3-2:6", at("a: one\n  bad\n", "a", "bad"));
        assertEquals("4:3-4:6", at("a: |-\n\n  one\n  bad\n", "a", "bad"));
        assertEquals("3:5-3:8", at("a: |2\n  one\n    bad\n", "a", "bad"));
    }

    @Test
    void refusesWhatTheLanguageRefuses() {
        assertEquals("Y001@1:1", found(""));
        assertEquals("Y001@1:1", found("# only a comment\n"));
        assertEquals("Y002@3:1", found("a: 1\nb: 2\na: 3\n"));
        assertEquals("Y002@1:8", found("{a: 1, a: 2}"));
        assertEquals("Y003@3:1", found("---\na: 1\n---\nb: 2\n"));
        assertEquals("Y008@1:4", found("a: &x 1\nb: *x\n"));
        assertEquals("Y008@1:4", found("a: *x\n"));
        assertEquals("Y008@2:3", found("a:\n  <<: {b: 1}\n"));
        assertEquals("Y008@1:4", found("a: !secret b\n"));
        assertEquals("Y008@1:4", found("a: !!str 1\n"));
        assertEquals("Y008@1:1", found("%YAML 1.1\n---\na: 1\n"));
        assertEquals("Y012@1:6", found("a: { b, c: d }"));
        assertEquals("Y012@1:6", found("a: { b: , c: d }"));
        assertEquals("Y012@1:15", found("when: a ? b   : c\n"));
        assertEquals("Y012@1:17", found("a: {when: b ? c : d}\n"));
        assertEquals("Y001@1:9", found("{ id: $ {x} }"));
        assertEquals("Y001@1:7", found("{ id: ${x} }"));
        assertEquals("Y001@2:1", found("a:\n\tb: 1\n"));
        assertEquals("Y001@1:4", found("a: @x\n"));
        assertEquals("Y001@1:4", found("a: 'open\nb: 2\n"));
        assertEquals("Y001@1:4", found("a: [1, 2\n"));
        assertEquals("Y001@1:5", found("a: b: c\n"));
        assertEquals("Y001@2:1", found("a: 1\nnothing\n"));
        assertEquals("Y006@1:4", found("a: " + "9".repeat(30)));
        assertEquals("Y006@1:4", found("a: .inf"));
        assertEquals("Y001@1:3", found("? [a]\n: b\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "No", "ON", "off", "012", "1:30", "1_000", "0b11", "0o7", "1e3"})
    void warnsOfWhatYaml11ToolsMisread(String value) {
        assertEquals("Y010@1:4", found("a: " + value));
        assertEquals("", found("a: '" + value + "'"));
    }

    @Test
    void doesNotWarnOfOrdinaryValues() {
        assertEquals("", found("a: [one, 1.0.0, 30s, 1s..30s, 2026-01-01, 09.5, 0, 0.5, x:y, -1, '#/types/A']"));
    }

    @Test
    void survivesHostileInput() {
        for (String text : List.of(
                "[".repeat(100_000),
                "{a: ".repeat(100_000),
                "- ".repeat(100_000),
                "? ".repeat(100_000),
                "a: &a [x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n",
                "a: " + "9".repeat(200_000),
                "a: 1e" + "9".repeat(200_000),
                "\u0000\u0001\u0002",
                "a: \uFFFD\uFFFD",
                "\uD800",
                "x".repeat(YamlReader.MAX_BYTES + 1),
                "- 1\n".repeat(YamlReader.MAX_NODES + 1),
                "a: \"\\uD800\"",
                "a: \"\\q\"",
                "%",
                "---\n...\n---",
                "\t",
                "!!binary",
                "&",
                "*",
                "? ? ? :")) {
            List<Diagnostic> found = assertTimeoutPreemptively(
                    Duration.ofSeconds(5), () -> read(text).diagnostics());
            assertEquals(1, found.size(), () -> text.substring(0, Math.min(30, text.length())) + " " + found);
        }
    }

    @Test
    void readsByteOrderMarkAndCarriageReturns() {
        assertEquals(Map.of("a", 1L, "b", "x\ny\n"), json("\uFEFFa: 1\r\nb: |\r\n  x\r\n  y\r\n"));
        assertEquals("Y002@2:1", found("\uFEFFa: 1\r\na: 2\r\n"));
        assertEquals("3:3-3:4", at("a: 1\r\nb: |\r\n  y\r\n", "b", "y"));
    }

    @Test
    void columnsCountCodeUnits() {
        assertEquals("Y002@1:13", found("{a: '😀😀', a: 1}"));
    }

    @Test
    void findsSuppressionsAboveALineAndNotInText() {
        List<Suppression> found =
                read("# signalbox: ignore G102 kept for later\n\n# more\na: 1\nb: |\n  # signalbox: ignore G103 text\n")
                        .suppressions();
        assertEquals(1, found.size());
        assertEquals("G102", found.getFirst().code());
        assertEquals("kept for later", found.getFirst().reason());
        assertEquals(4, found.getFirst().line());
        assertTrue(read("a: 1").suppressions().isEmpty());
        assertNull(read("[").root());
    }
}
