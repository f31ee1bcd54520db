package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.yaml.YamlFile;
import dev.signalbox.dsl.yaml.YamlNode;
import dev.signalbox.dsl.yaml.YamlReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JSON Schemas as they stand in a file, or in a file of their own ({@code file: PATH}). What is wrong in one is a finding
 * at the word that is wrong; a schema too wrong to use becomes one that takes anything, so that nothing else is blamed.
 */
final class SchemaReader {
    private final Reading reading;
    private Map<String, Object> types = Map.of();

    SchemaReader(Reading reading) {
        this.reading = reading;
    }

    /** Reads {@code types}: from then on references may lead to them. */
    Map<String, Schema> types(@Nullable YamlNode node) {
        Fields fields = Fields.any(reading, node, "`types`");
        if (fields == null) {
            return Map.of();
        }
        Map<String, Object> raw = new LinkedHashMap<>();
        Map<String, YamlNode> nodes = new LinkedHashMap<>();
        for (YamlNode.Entry entry : fields.entries()) {
            Names.variable(reading, entry.key());
            Resolved resolved = resolve(entry.value());
            raw.put(entry.name(), resolved.json());
            nodes.put(entry.name(), entry.value());
        }
        types = java.util.Collections.unmodifiableMap(raw);
        Map<String, Schema> found = new LinkedHashMap<>();
        nodes.forEach((name, schema) -> found.put(name, read(schema)));
        return found;
    }

    /** A schema, or one that takes anything where there is none. */
    Schema read(YamlNode node) {
        return read(node, Set.of());
    }

    /** @param beside keys that stand beside the schema's own in the same mapping */
    Schema read(YamlNode node, Set<String> beside) {
        Resolved resolved = resolve(node);
        Object json = resolved.json();
        if (!beside.isEmpty() && json instanceof Map<?, ?> map) {
            Map<String, Object> own = new LinkedHashMap<>();
            map.forEach((key, value) -> {
                if (!beside.contains(key.toString())) {
                    own.put(key.toString(), value);
                }
            });
            json = own;
        }
        Schema schema = Schema.of(json, types, node.place());
        boolean clean = check(schema, resolved);
        return clean ? schema : Schema.of(Map.of(), types, node.place());
    }

    /** A schema made of values that already stood in the file. */
    Schema of(Object json, Place place) {
        return Schema.of(json, types, place);
    }

    /** @param base the pointer under which its parts have their places; null when they stand in another file */
    private record Resolved(Object json, @Nullable String base, Place place) {}

    private Resolved resolve(YamlNode node) {
        if (node instanceof YamlNode.Mapping mapping && mapping.entries().containsKey("file")) {
            return new Resolved(file(mapping), null, node.place());
        }
        boolean isSchema = node instanceof YamlNode.Mapping
                || (node instanceof YamlNode.Scalar scalar && scalar.value() instanceof Boolean);
        if (!isSchema) {
            reading.wrong(node, "a JSON Schema");
            return new Resolved(Map.of(), null, node.place());
        }
        return new Resolved(node.json(), node.place().path(), node.place());
    }

    private Object file(YamlNode.Mapping mapping) {
        Fields fields = Fields.open(reading, mapping, "a schema from a file", List.of("file"));
        YamlNode.Scalar file = fields == null ? null : fields.needText("file");
        String text = file == null ? null : reading.file(file, file.text());
        if (file == null || text == null) {
            return Map.of();
        }
        YamlFile read = YamlReader.read(String.valueOf(reading.resolve(file.text())), text);
        read.diagnostics().forEach(reading::add);
        YamlNode root = read.root();
        if (root instanceof YamlNode.Mapping schema) {
            return schema.json();
        }
        if (root != null) {
            reading.add(Diagnostic.of(Code.Y006, root.place(), "The file must hold a JSON Schema, an object."));
        }
        return Map.of();
    }

    private boolean check(Schema schema, Resolved resolved) {
        boolean clean = true;
        for (Schema.Problem fault : schema.faults()) {
            clean = false;
            String pointer = resolved.base() == null ? null : resolved.base() + fault.pointer();
            boolean keyword = fault.message().contains("no keyword");
            Place key = pointer == null ? null : reading.places().key(pointer);
            Place value = pointer == null ? null : reading.places().value(pointer);
            Place place = keyword && key != null ? key : value != null ? value : resolved.place();
            if (!reading.errorAt(place)) {
                reading.add(finding(keyword, place, fault));
            }
        }
        return clean;
    }

    private Diagnostic finding(boolean keyword, Place place, Schema.Problem fault) {
        if (!keyword) {
            return Diagnostic.of(Code.Y006, place, fault.message());
        }
        String written = fault.pointer().substring(fault.pointer().lastIndexOf('/') + 1);
        return reading.misspelt(
                Diagnostic.of(Code.Y004, place, "`" + Reading.clip(written) + "` is no keyword of JSON Schema."),
                written,
                KEYWORDS);
    }

    private static final List<String> KEYWORDS = List.of(
            "type",
            "properties",
            "required",
            "items",
            "enum",
            "const",
            "minimum",
            "maximum",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "pattern",
            "format",
            "description",
            "title",
            "default",
            "examples",
            "oneOf",
            "anyOf",
            "allOf",
            "additionalProperties",
            "uniqueItems",
            "multipleOf",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "prefixItems",
            "contains",
            "propertyNames",
            "patternProperties",
            "minProperties",
            "maxProperties");
}
