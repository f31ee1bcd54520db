package dev.signalbox.dsl.openapi;

import dev.signalbox.dsl.openapi.OpenApiDocument.Node;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.yaml.YamlReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carries a document's schemas over into the language's, in one direction: what is sent has no read-only field, what comes back no
 * write-only one. A schema that is referred to becomes one of {@code $defs}, so that a circle stays a circle. A keyword that the
 * language does not know, or not so, is left out and told; words that validate nothing (examples, links, XML names) are left out.
 *
 * <p>What is left out makes a schema take more, never less: {@code oneOf} becomes {@code anyOf}, whose members may overlap, and a
 * {@code not} or {@code if} that cannot be said whole is left out whole. Nearest first, at most {@value #MOST} keywords are carried:
 * the objects of some services lead to all the others, and would fill a file each.
 */
final class SchemaCarrier {
    enum Way {
        SENT,
        ANSWERED
    }

    private static final Set<String> WORDS = Set.of(
            "example",
            "examples",
            "externalDocs",
            "xml",
            "deprecated",
            "readOnly",
            "writeOnly",
            "title",
            "$comment",
            "$schema",
            "$defs",
            "definitions",
            "contentMediaType",
            "contentEncoding",
            "nullable");

    private static final Set<String> ONE =
            Set.of("items", "additionalProperties", "then", "else", "contains", "propertyNames");
    /** What would take less where something inside takes more. */
    private static final Set<String> TURNED = Set.of("not", "if");

    private static final Set<String> MANY = Set.of("allOf", "anyOf", "oneOf", "prefixItems");
    private static final Set<String> NAMED = Set.of("patternProperties", "dependentSchemas");
    /** Sizes of numbers, or a hint to whoever draws a form: they restrict no value of JSON. */
    private static final Set<String> HINTS =
            Set.of("int32", "int64", "float", "double", "password", "binary", "byte", "string", "decimal");

    private static final int LONGEST_DESCRIPTION = 300;
    /** Most keywords and names of fields of one action's arguments, and of its answer: a dozen fill a file. */
    static final int MOST = 600;
    /** What was begun below {@link #MOST} is finished, unless it is itself as large. */
    private static final int MOST_WITH_ITS_LAST = 2 * MOST;
    /** Deepest a schema nests without a reference: a file nests twice as deep for each, and no deeper than 50 levels. */
    static final int DEEPEST = 18;
    /** A text that is longer counts as several keywords. */
    private static final int TEXT_OF_ONE = 50;

    private final OpenApiDocument document;
    private final Way way;
    private final Notes notes;
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, Object> definitions = new LinkedHashMap<>();
    private final Deque<Map.Entry<String, Node>> waiting = new ArrayDeque<>();
    private boolean cut;
    private int carried;
    private int depth;

    SchemaCarrier(OpenApiDocument document, Way way, Notes notes) {
        this.document = document;
        this.way = way;
        this.notes = notes;
    }

    /** Whether there was more than {@link #MOST}; any value is taken for the rest. */
    boolean cut() {
        return cut;
    }

    /** The schema as one value, with what it refers to. */
    Map<String, Object> whole(Object schema) {
        for (Map.Entry<String, Node> next = waiting.poll(); next != null; next = waiting.poll()) {
            if (carried < MOST) {
                definitions.put(next.getKey(), carry(next.getValue()));
            } else {
                cut = true;
            }
        }
        Map<String, Object> whole = new LinkedHashMap<>();
        if (schema instanceof Map<?, ?>) {
            whole.putAll(Json.object(schema));
        }
        if (!definitions.isEmpty()) {
            whole.put("$defs", definitions);
        }
        return whole;
    }

    Object carry(Node node) {
        if (node.value() instanceof Boolean) {
            return node.value();
        }
        if (!(node.value() instanceof Map<?, ?>)) {
            notes.add(node.pointer(), "This is no schema; any value is taken here.");
            return Map.of();
        }
        if (carried >= MOST_WITH_ITS_LAST || depth >= DEEPEST) {
            cut = true;
            return Map.of();
        }
        depth++;
        Map<String, Object> out = fields(node);
        depth--;
        return out;
    }

    private Map<String, Object> fields(Node node) {
        Map<String, Object> out = new LinkedHashMap<>();
        if (node.has("$ref")) {
            carried++;
            reference(node, out);
            if (!document.newer()) {
                return out; // 3.0 reads nothing beside a reference
            }
        }
        for (Map.Entry<String, Node> entry : node.entries().entrySet()) {
            keyword(node, entry.getKey(), entry.getValue(), out);
        }
        bounds(node, out);
        return nullable(node) ? orNull(out) : out;
    }

    private void reference(Node node, Map<String, Object> out) {
        String reference = node.text("$ref");
        Node target = document.target(reference);
        if (target == null) {
            notes.add(
                    node.at("$ref").pointer(),
                    "`" + reference + "` leads "
                            + (reference.startsWith("#") ? "nowhere" : "to another document, and only this one is read")
                            + "; any value is taken here.");
            return;
        }
        String name = names.get(target.pointer());
        if (name == null) {
            name = free(target.pointer());
            names.put(target.pointer(), name);
            definitions.put(name, Map.of());
            waiting.add(Map.entry(name, target));
        }
        out.put("$ref", "#/$defs/" + name);
    }

    /** The last word of a pointer, as a name that nothing else has. */
    private String free(String pointer) {
        String last = last(pointer).replaceAll("[^A-Za-z0-9_]+", "_");
        String name = last.isEmpty() || Character.isDigit(last.charAt(0)) ? "S" + last : last;
        int twin = 2;
        String tried = name;
        while (names.containsValue(tried)) {
            tried = name + "_" + twin++;
        }
        return tried;
    }

    private static String last(String pointer) {
        return pointer.substring(pointer.lastIndexOf('/') + 1);
    }

    private void keyword(Node schema, String key, Node value, Map<String, Object> out) {
        if (key.equals("$ref") || key.startsWith("x-") || WORDS.contains(key)) {
            return;
        }
        carried++;
        if (key.equals("properties")) {
            properties(schema, value, out);
        } else if (key.equals("required")) {
            required(schema, value, out);
        } else if (key.equals("description") || key.equals("default")) {
            words(key, value, out);
        } else if (TURNED.contains(key)) {
            turned(key, value, out);
        } else if (ONE.contains(key)) {
            if (!(key.equals("then") || key.equals("else")) || sayable(schema.at("if"))) {
                out.put(key, carry(value));
            }
        } else if (key.equals("oneOf") && schema.has("anyOf")) {
            notes.add(value.pointer(), "`oneOf` is left out: it stands beside `anyOf`.");
        } else if (MANY.contains(key)) {
            many(key, value, out);
        } else if (NAMED.contains(key)) {
            Map<String, Object> named = new LinkedHashMap<>();
            value.entries().forEach((name, part) -> named.put(name, carry(part)));
            out.put(key, named);
        } else if (key.equals("discriminator")) {
            notes.add(value.pointer(), "The discriminator is left out: members are told apart by their own fields.");
        } else if (key.equals("format")) {
            format(value, out);
        } else if (!key.startsWith("exclusiveM") || !(value.value() instanceof Boolean)) {
            plain(key, value, out);
        }
    }

    private static boolean passes(String key, Object value) {
        return Schema.of(Map.of(key, value), Map.of(), YamlReader.top(""))
                .faults()
                .isEmpty();
    }

    private void format(Node value, Map<String, Object> out) {
        if (value.value() instanceof String format && !HINTS.contains(format)) {
            if (passes("format", format)) {
                out.put("format", format);
            } else {
                notes.add(
                        value.pointer(),
                        "The format `" + Notes.clip(format, 60) + "` is left out: it is none that is checked here.");
            }
        }
    }

    private void turned(String key, Node value, Map<String, Object> out) {
        if (sayable(value)) {
            out.put(key, carry(value));
        } else {
            notes.add(value.pointer(), "`" + key + "` is left out: not all that it says can be carried over.");
        }
    }

    /** Whether nothing of it would be left out, nor could be for want of room. */
    private boolean sayable(Node schema) {
        Notes told = new Notes(document);
        SchemaCarrier apart = new SchemaCarrier(document, way, told);
        apart.carry(schema);
        return told.all().isEmpty() && apart.names.isEmpty() && !apart.cut && carried + apart.carried < MOST;
    }

    /** A keyword with a plain value, which the language's own compiler of schemas judges. */
    private void plain(String key, Node value, Map<String, Object> out) {
        Object kept = value.value();
        if (kept == null) {
            return;
        }
        carried += value.items().size();
        List<Schema.Problem> faults =
                Schema.of(Map.of(key, kept), Map.of(), YamlReader.top("")).faults();
        if (faults.isEmpty()) {
            out.put(key, kept);
        } else {
            notes.add(
                    value.pointer(),
                    "`" + key + "` is left out: " + faults.getFirst().message());
        }
    }

    private void words(String key, Node value, Map<String, Object> out) {
        if (way == Way.ANSWERED) {
            return; // nobody is asked for it
        }
        if (key.equals("description") && value.value() instanceof String text) {
            String line = Notes.words(text, LONGEST_DESCRIPTION);
            if (!line.isEmpty()) {
                out.put(key, line);
                carried += line.length() / TEXT_OF_ONE;
            }
        } else if (key.equals("default") && value.value() != null) {
            out.put(key, value.value());
        }
    }

    private void many(String key, Node value, Map<String, Object> out) {
        List<Object> members = new ArrayList<>();
        for (int i = 0; i < value.items().size(); i++) {
            members.add(carry(value.at(i)));
        }
        if (members.isEmpty()) {
            notes.add(value.pointer(), "`" + key + "` is left out: it has no member.");
        } else {
            out.put(key.equals("oneOf") ? "anyOf" : key, members);
        }
    }

    private boolean hidden(@Nullable Node property) {
        if (property == null) {
            return false;
        }
        Node behind = document.behind(property);
        String other = way == Way.SENT ? "readOnly" : "writeOnly";
        return property.is(other) || (behind != null && behind.is(other));
    }

    private void properties(Node schema, Node value, Map<String, Object> out) {
        Map<String, Object> fields = new LinkedHashMap<>();
        value.entries().forEach((name, property) -> {
            if (!hidden(property)) {
                carried++;
                fields.put(name, carry(property));
            }
        });
        if (!schema.has("type") && !schema.has("$ref") && !schema.has("allOf")) {
            out.putIfAbsent("type", "object");
        }
        out.put("properties", fields);
    }

    private void required(Node schema, Node value, Map<String, Object> out) {
        List<Object> names = new ArrayList<>();
        Map<String, Node> properties = schema.at("properties").entries();
        for (Object name : value.items()) {
            if (name instanceof String text && !hidden(properties.get(text)) && !names.contains(text)) {
                names.add(text);
            }
        }
        if (!names.isEmpty()) {
            out.put("required", names);
        }
    }

    /** In 3.0 an exclusive bound is a word beside the bound. */
    private static void bounds(Node node, Map<String, Object> out) {
        for (String bound : List.of("Minimum", "Maximum")) {
            Object at = out.get(bound.equals("Minimum") ? "minimum" : "maximum");
            if (node.is("exclusive" + bound) && at != null) {
                out.remove(bound.equals("Minimum") ? "minimum" : "maximum");
                out.put("exclusive" + bound, at);
            }
        }
    }

    private boolean nullable(Node node) {
        return !document.newer() && node.is("nullable");
    }

    private static Map<String, Object> orNull(Map<String, Object> schema) {
        Map<String, Object> out = new LinkedHashMap<>(schema);
        if (out.get("enum") instanceof List<?> values) {
            List<Object> all = new ArrayList<>(Json.list(values));
            if (all.stream().noneMatch(Json::isNull)) {
                all.add(Json.NULL);
            }
            out.put("enum", all);
        }
        if (out.get("type") instanceof String type) {
            out.put("type", List.of(type, "null"));
            return out;
        }
        Map<String, Object> nothing = new LinkedHashMap<>();
        nothing.put("type", "null");
        return new LinkedHashMap<>(Map.of("anyOf", List.of(out, nothing)));
    }
}
