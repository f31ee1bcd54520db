package dev.signalbox.dsl.openapi;

import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.read.Places;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.dsl.value.JsonTextException;
import dev.signalbox.dsl.yaml.YamlFile;
import dev.signalbox.dsl.yaml.YamlNode;
import dev.signalbox.dsl.yaml.YamlReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An OpenAPI document of version 3.0 to 3.2, JSON or YAML, of at most {@value #MAX_MEGABYTES} MiB. References are followed within the
 * document and nowhere else: no file and no address that it names is ever read. YAML is read as strictly as the language's own
 * files, a tag, a merge key or a duplicate key being refused with its place, but for anchors: what an alias names is counted as if it
 * were written out.
 */
public final class OpenApiDocument {
    /** Most megabytes of a document. */
    public static final int MAX_MEGABYTES = 32;

    private static final YamlReader.Extent MOST = new YamlReader.Extent(MAX_MEGABYTES << 20, 1_000_000, true);
    /** A chain of references that is longer leads in a circle. */
    private static final int MOST_HOPS = 20;

    private final String file;
    private final Map<String, Object> root;
    private final Places places;
    private final boolean newer;

    private OpenApiDocument(String file, Map<String, Object> root, Places places, boolean newer) {
        this.file = file;
        this.root = root;
        this.places = places;
        this.newer = newer;
    }

    /** A value of the document and the JSON pointer to it. */
    record Node(@Nullable Object value, String pointer) {
        Map<String, Object> fields() {
            return value instanceof Map<?, ?> ? Json.object(value) : Map.of();
        }

        List<Object> items() {
            return value instanceof List<?> ? Json.list(value) : List.of();
        }

        Node at(String key) {
            return new Node(
                    fields().get(key), pointer + "/" + key.replace("~", "~0").replace("/", "~1"));
        }

        Node at(int index) {
            return new Node(items().get(index), pointer + "/" + index);
        }

        String text(String key) {
            return fields().get(key) instanceof String text ? text : "";
        }

        boolean is(String key) {
            return Boolean.TRUE.equals(fields().get(key));
        }

        boolean has(String key) {
            return fields().containsKey(key);
        }

        /** One value with its fields by name, each with its pointer. */
        Map<String, Node> entries() {
            Map<String, Node> found = new LinkedHashMap<>();
            fields().keySet().forEach(key -> found.put(key, at(key)));
            return found;
        }
    }

    /** @param file what places carry */
    public static OpenApiDocument read(String file, String text) throws NotAnOpenApi {
        boolean json = text.stripLeading().startsWith("{");
        YamlFile yaml = json ? null : YamlReader.read(file, text, MOST);
        Object root = yaml == null ? json(file, text) : yaml(yaml);
        if (!(root instanceof Map<?, ?>)) {
            throw new NotAnOpenApi(file + " is no OpenAPI document: it is not an object.");
        }
        Map<String, Object> fields = Json.object(root);
        String version = String.valueOf(fields.getOrDefault("openapi", ""));
        if (fields.containsKey("swagger")) {
            throw new NotAnOpenApi(file
                    + " is a Swagger 2.0 document, and OpenAPI 3 is read. Convert it first: `npx swagger2openapi --outfile"
                    + " openapi.json " + file + "`, or an editor of such documents.");
        }
        if (!version.matches("3\\.[0-2](\\..*)?")) {
            throw new NotAnOpenApi(
                    version.isEmpty()
                            ? file + " is no OpenAPI document: it has no key `openapi`."
                            : file + " is OpenAPI " + version + "; 3.0, 3.1 and 3.2 are read.");
        }
        return new OpenApiDocument(
                file, fields, yaml == null ? Places.NONE : new Places(yaml.root()), !version.startsWith("3.0"));
    }

    private static Object json(String file, String text) throws NotAnOpenApi {
        if (text.length() > MOST.bytes()) {
            throw new NotAnOpenApi(file + " is larger than " + MAX_MEGABYTES + " MiB, the most that is read.");
        }
        try {
            return JsonText.parse(text);
        } catch (JsonTextException wrong) {
            throw new NotAnOpenApi(file + " is no JSON: " + wrong.getMessage());
        }
    }

    private static @Nullable Object yaml(YamlFile yaml) throws NotAnOpenApi {
        Diagnostic wrong = yaml.diagnostics().stream()
                .filter(Diagnostic::isError)
                .findFirst()
                .orElse(null);
        YamlNode root = yaml.root();
        if (wrong != null || root == null) {
            String sentence = wrong == null ? "The file is empty." : where(wrong.place()) + ": " + wrong.message();
            throw new NotAnOpenApi(sentence);
        }
        return root.json();
    }

    /** Whether its schemas are JSON Schema 2020-12 (3.1 and 3.2) rather than the dialect of 3.0. */
    boolean newer() {
        return newer;
    }

    Node root() {
        return new Node(root, "");
    }

    /** Where a pointer's value stands, for a person. */
    String where(String pointer) {
        Place key = places.key(pointer);
        Place place = key != null ? key : places.value(pointer);
        return place == null ? file + "#" + (pointer.isEmpty() ? "/" : pointer) : where(place);
    }

    private static String where(Place place) {
        Span span = place.span();
        return span.file() + ":" + span.line() + ":" + span.column();
    }

    /** What a chain of references leads to; null where it leads out of the document, nowhere or in a circle. */
    @Nullable
    Node behind(Node node) {
        Node at = node;
        for (int hop = 0; hop < MOST_HOPS; hop++) {
            if (!(at.fields().get("$ref") instanceof String reference)) {
                return at;
            }
            Node next = target(reference);
            if (next == null) {
                return null;
            }
            at = next;
        }
        return null;
    }

    /** The value that a reference names; null where it names none of this document. */
    @Nullable
    Node target(String reference) {
        if (!reference.startsWith("#/")) {
            return null;
        }
        Node at = root();
        for (String part : reference.substring(2).split("/", -1)) {
            String key = decoded(part).replace("~1", "/").replace("~0", "~");
            boolean index = at.value() instanceof List<?> list
                    && key.matches("[0-9]{1,8}")
                    && Integer.parseInt(key) < list.size();
            if (!index && !at.has(key)) {
                return null;
            }
            at = index ? at.at(Integer.parseInt(key)) : at.at(key);
        }
        return at;
    }

    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException odd) {
            return part;
        }
    }
}
