package dev.signalbox.dsl.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.schema.Schemas;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.dsl.yaml.YamlNode;
import dev.signalbox.dsl.yaml.YamlReader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each broken file gives one finding at one place, and the JSON Schema that editors use refuses what the reader refuses
 * of a file's form. The corpus stands in {@code broken.txt}; {@code «} marks where the finding has to be.
 */
class BrokenFilesTest {
    private static final Map<Schemas.Kind, Schema> SCHEMAS = schemas();

    /** @param schema the JSON Schema has to refuse it too */
    record Broken(String name, String kind, String code, boolean schema, String text, int line, int column) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Map<Schemas.Kind, Schema> schemas() {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        Map<Schemas.Kind, Schema> all = new EnumMap<>(Schemas.Kind.class);
        for (Schemas.Kind kind : Schemas.Kind.values()) {
            all.put(kind, registry.getSchema(Schemas.text(kind), InputFormat.JSON));
        }
        return all;
    }

    static Stream<Broken> corpus() {
        List<Broken> found = new ArrayList<>();
        for (String section : Texts.resource("broken.txt").split("(?m)^=== ")) {
            if (section.isBlank()) {
                continue;
            }
            String[] head = section.substring(0, section.indexOf('\n')).split(" \\| ");
            String body = section.substring(section.indexOf('\n') + 1);
            String text = wrapped(head[1], body);
            int at = text.indexOf('«');
            String before = text.substring(0, at);
            int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
            int column = at - before.lastIndexOf('\n');
            String[] code = head[2].split(" ");
            found.add(new Broken(head[0], head[1], code[0], code.length > 1, text.replace("«", ""), line, column));
        }
        return found.stream();
    }

    private static String wrapped(String kind, String body) {
        String head = "signalbox: 1\nflow: f\nstart: s\n";
        return switch (kind) {
            case "flow" -> head + body + "states: { s: { end: succeeded } }\n";
            case "state" -> head + "states:\n  d: { end: succeeded }\n  s:\n" + body.indent(4);
            case "workspace" -> "signalbox: 1\n" + body;
            case "test" -> "flow: f.flow.yaml\ntests:\n  - name: t\n" + body.indent(4);
            default -> body;
        };
    }

    private static List<Diagnostic> findings(String kind, String text) {
        Sources none = Texts.sources(Map.of());
        return switch (kind) {
            case "workspace" -> WorkspaceReader.read(text, none).diagnostics();
            case "test" -> {
                String flow =
                        "signalbox: 1\nflow: f\ninput: { type: object, properties: { id: { type: string } } }\nstart: s\nstates: { s: { flow: elsewhere, next: d }, d: { end: succeeded } }\n";
                ReadFlow read = FlowReader.read("f.flow.yaml", flow, WorkspaceReader.empty(), none);
                yield TestReader.read("f.test.yaml", text, Map.of("f.flow.yaml", read), none)
                        .diagnostics();
            }
            default ->
                FlowReader.read("f.flow.yaml", text, WorkspaceReader.empty(), none)
                        .diagnostics();
        };
    }

    private static List<?> refusals(String kind, String text) {
        YamlNode root = YamlReader.read("f", text).root();
        Schemas.Kind which = switch (kind) {
            case "workspace" -> Schemas.Kind.WORKSPACE;
            case "test" -> Schemas.Kind.TEST;
            default -> Schemas.Kind.FLOW;
        };
        return root == null
                ? List.of("no tree")
                : SCHEMAS.get(which).validate(JsonText.write(root.json()), InputFormat.JSON);
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void givesOneFindingAtItsPlace(Broken broken) {
        List<Diagnostic> found = findings(broken.kind(), broken.text());
        assertEquals(
                broken.code() + "@" + broken.line() + ":" + broken.column(),
                Texts.brief(found),
                () -> broken.text() + found);
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void isRefusedByTheJsonSchemaToo(Broken broken) {
        if (broken.schema()) {
            assertFalse(refusals(broken.kind(), broken.text()).isEmpty(), broken.text());
        }
    }

    @Test
    void theCorpusIsLarge() {
        assertTrue(corpus().count() >= 60);
    }

    @Test
    void whatTheReaderAcceptsTheJsonSchemaAccepts() {
        for (String name : List.of("refund-desk.flow.yaml", "everything.flow.yaml")) {
            String text = Texts.resource(name);
            assertEquals(List.of(), findings("flow", text), name);
            assertEquals(List.of(), refusals("flow", text), name);
        }
        assertEquals(List.of(), refusals("workspace", Texts.resource("signalbox.yaml")));
        assertEquals(List.of(), refusals("test", Texts.resource("refund-desk.test.yaml")));
        String workspace = Texts.resource("everything.signalbox.yaml");
        assertEquals(List.of(), findings("workspace", workspace));
        assertEquals(List.of(), refusals("workspace", workspace));
        String test = Texts.resource("everything.test.yaml");
        assertEquals(List.of(), findings("test", test));
        assertEquals(List.of(), refusals("test", test));
    }

    @Test
    void everyKeyOfTheSchemasHasADescriptionAndExamples() {
        for (Schemas.Kind kind : Schemas.Kind.values()) {
            List<String> bare = new ArrayList<>();
            documented(JsonText.parse(Schemas.text(kind)), "", bare);
            assertEquals(List.of(), bare);
        }
    }

    private static void documented(Object schema, String path, List<String> bare) {
        if (schema instanceof List<?> list) {
            list.forEach(item -> documented(item, path, bare));
        } else if (schema instanceof Map<?, ?> map) {
            if (map.get("properties") instanceof Map<?, ?> properties && !(map.get("type") instanceof Map)) {
                properties.forEach((key, value) -> {
                    if (value instanceof Map<?, ?> property
                            && map.containsKey("additionalProperties")
                            && !(property.containsKey("description") && property.containsKey("examples"))) {
                        bare.add(path + "/" + key);
                    }
                });
            }
            map.forEach((key, value) -> {
                if (!key.equals("examples")) {
                    documented(value, path + "/" + key, bare);
                }
            });
        }
    }
}
