package dev.signalbox.core.reply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.dsl.yaml.YamlFile;
import dev.signalbox.dsl.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The replies of {@code replies.yaml}: each gives its value, to the type, or is refused with the word it names. */
class ReplyCorpusTest {
    private static final int FEWEST = 120;

    /** One of them. */
    record Case(String name, Object schema, String reply, Map<String, Object> entry) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> replies() throws IOException {
        Map<String, Object> corpus = corpus();
        Map<String, Object> schemas = Json.object(part(corpus, "schemas"));
        return Json.list(part(corpus, "replies")).stream().map(entry -> {
            Map<String, Object> fields = Json.object(entry);
            String schema = (String) part(fields, "schema");
            return new Case(
                    (String) part(fields, "name"), part(schemas, schema), (String) part(fields, "reply"), fields);
        });
    }

    private static Map<String, Object> corpus() throws IOException {
        try (InputStream in = Objects.requireNonNull(ReplyCorpusTest.class.getResourceAsStream("replies.yaml"))) {
            YamlFile file = YamlReader.read("replies.yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8));
            assertEquals(List.of(), file.diagnostics());
            return Json.object(Objects.requireNonNull(file.root()).json());
        }
    }

    private static Object part(Map<String, Object> of, String name) {
        return Objects.requireNonNull(of.get(name), () -> name + " is missing in " + of);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("replies")
    void gives_its_value_or_is_refused(Case one) {
        Parsed parsed = ReplyParser.parse(one.reply(), one.schema());
        if (one.entry().containsKey("gives")) {
            Parsed.Value read = assertInstanceOf(Parsed.Value.class, parsed, () -> one.reply() + " gave " + parsed);
            assertEquals(JsonText.write(part(one.entry(), "gives")), JsonText.write(read.value()));
        } else {
            Parsed.Unfit unfit = assertInstanceOf(Parsed.Unfit.class, parsed, () -> one.reply() + " gave " + parsed);
            String word = (String) part(one.entry(), "refused");
            assertTrue(
                    String.join(" ", unfit.problems()).contains(word),
                    () -> unfit.problems() + " says nothing of " + word);
        }
    }

    /** Wherever a reply breaks off that begins with its value, nothing is made of the rest. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("replies")
    void is_refused_wherever_it_breaks_off(Case one) {
        boolean structure = one.reply().startsWith("{") && one.reply().endsWith("}")
                || one.reply().startsWith("[{");
        int values = 0;
        for (int cut = 1; structure && cut < one.reply().length(); cut++) {
            String begun = one.reply().substring(0, cut);
            if (ReplyParser.parse(begun, one.schema()) instanceof Parsed.Value && !closes(begun)) {
                values++;
            }
        }
        assertEquals(0, values, one.reply());
    }

    /** A first value of several is whole where its bracket closes. */
    private static boolean closes(String begun) {
        return begun.chars().filter(c -> c == '{').count()
                        == begun.chars().filter(c -> c == '}').count()
                && begun.chars().filter(c -> c == '[').count()
                        == begun.chars().filter(c -> c == ']').count();
    }

    @Test
    void each_has_a_name_of_its_own_and_there_are_enough() throws IOException {
        Set<String> names = new HashSet<>();
        replies().forEach(one -> assertTrue(names.add(one.name()), one.name()));
        assertTrue(names.size() >= FEWEST, names.size() + " replies");
    }
}
