package dev.signalbox.dsl.openapi;

import dev.signalbox.dsl.openapi.OpenApiDocument.Node;
import dev.signalbox.dsl.openapi.Parameters.Impossible;
import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One operation as an action: its request by arguments, what it answers by a schema, and what it does to the world. */
final class OperationReader {
    private static final Pattern IN_PATH = Pattern.compile("\\{([^{}]+)}");
    private static final int LONGEST_DESCRIPTION = 200;
    private static final String FORM = "application/x-www-form-urlencoded";

    private final OpenApiDocument document;
    private final String env;
    private final Servers servers;
    private final SecurityReader security;

    /** @param env the environment name that the server's address is read from */
    OperationReader(OpenApiDocument document, String env, Servers servers, SecurityReader security) {
        this.document = document;
        this.env = env;
        this.servers = servers;
        this.security = security;
    }

    /** The action as it stands in a file. */
    Map<String, Object> read(Operations.Operation wanted, Notes notes) throws Impossible {
        String method = wanted.method();
        Node item = wanted.item();
        Node operation = wanted.node();
        SchemaCarrier sent = new SchemaCarrier(document, SchemaCarrier.Way.SENT, notes);
        Parameters parameters = new Parameters(document, sent, notes);
        parameters.read(item, operation);
        Map<String, Object> headers = parameters.headers;
        Map<String, Object> query = parameters.query;
        String body = body(method, operation, sent, parameters, notes);
        security.read(operation, headers, query, notes);
        told(item, operation, notes);

        Map<String, Object> http = new LinkedHashMap<>();
        http.put("method", method.toUpperCase(Locale.ROOT));
        http.put("url", "${env." + env + "}" + url(wanted.path(), parameters, operation));
        put(http, "headers", headers);
        put(http, "query", query);
        if (body != null) {
            http.put("body", body);
        }
        Map<String, Object> action = new LinkedHashMap<>();
        String words = description(operation);
        if (!words.isEmpty()) {
            action.put("description", words);
        }
        action.put("http", http);
        action.put("args", args(parameters, sent));
        tellCut("arguments", operation, sent, notes);
        Map<String, Object> returns = returns(method, operation, notes);
        put(action, "returns", returns);
        boolean reads = method.equals("get") || method.equals("head");
        action.put("effect", reads ? "read" : "write");
        if (!reads && parameters.takesKey) {
            action.put("delivery", "idempotent");
        }
        return action;
    }

    private static void tellCut(String what, Node operation, SchemaCarrier carrier, Notes notes) {
        if (carrier.cut()) {
            notes.add(
                    operation.pointer(),
                    "The schema of the " + what + " has more than " + SchemaCarrier.MOST
                            + " keywords and fields, or nests deeper than " + SchemaCarrier.DEEPEST
                            + " levels: beyond the nearest, any value is taken.");
        }
    }

    private static void put(Map<String, Object> into, String key, Map<String, Object> fields) {
        if (!fields.isEmpty()) {
            into.put(key, fields);
        }
    }

    private static String description(Node operation) {
        String summary = operation.text("summary").strip();
        String words = summary.isEmpty() ? operation.text("description").strip() : summary;
        return Notes.words(words, LONGEST_DESCRIPTION);
    }

    private void told(Node item, Node operation, Notes notes) {
        servers.tellOwn(List.of(item, operation), env, notes);
        for (Node at : List.of(item, operation)) {
            if (!at.at("callbacks").fields().isEmpty()) {
                notes.add(
                        at.at("callbacks").pointer(),
                        "Callbacks are left out: an action waits for no call back. A flow's `wait` can.");
            }
        }
        if (operation.is("deprecated")) {
            notes.add(
                    operation.at("deprecated").pointer(),
                    "This operation is deprecated; it was carried over all the same.");
        }
    }

    /** Some documents tell operations of one path apart by a fragment, which is never sent. */
    private static String url(String written, Parameters parameters, Node operation) throws Impossible {
        String path = written.split("#", 2)[0];
        Matcher match = IN_PATH.matcher(path);
        StringBuilder url = new StringBuilder();
        int at = 0;
        while (match.find()) {
            String said = parameters.path.get(match.group(1));
            if (said == null) {
                throw new Impossible(operation.pointer(), "its path parameter " + match.group(1) + " is not declared");
            }
            url.append(literal(path.substring(at, match.start()))).append(said);
            at = match.end();
        }
        return url.append(literal(path.substring(at))).toString();
    }

    /** A text of the document where an expression may stand: it says itself, never a name of the workspace. */
    static String literal(String text) {
        return text.replace("${", "$${");
    }

    private static Map<String, Object> args(Parameters parameters, SchemaCarrier sent) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        if (!parameters.required.isEmpty()) {
            schema.put("required", new ArrayList<Object>(parameters.required));
        }
        if (!parameters.names().schemas().isEmpty()) {
            schema.put("properties", parameters.names().schemas());
        }
        schema.put("additionalProperties", false);
        return sent.whole(schema);
    }

    /** What stands as the body: the argument {@code body}; null without one. */
    private @Nullable String body(
            String method, Node operation, SchemaCarrier carrier, Parameters parameters, Notes notes)
            throws Impossible {
        if (!operation.has("requestBody") || method.equals("get") || method.equals("head")) {
            return null; // OpenAPI gives a body of these two no meaning, and generators write an empty one
        }
        Node body = document.behind(operation.at("requestBody"));
        if (body == null) {
            throw new Impossible(operation.at("requestBody").pointer(), "its body's reference leads nowhere");
        }
        Map<String, Node> types = body.at("content").entries();
        Map.Entry<String, Node> chosen = chosen(types);
        if (chosen == null) {
            String sentence = "a body of " + String.join(", ", types.keySet()) + ", which an action does not send";
            if (body.is("required")) {
                throw new Impossible(body.pointer(), "it needs " + sentence);
            }
            notes.add(body.pointer(), "The body is left out: " + sentence + ".");
            return null;
        }
        for (String other : types.keySet()) {
            if (!other.equals(chosen.getKey())) {
                notes.add(
                        types.get(other).pointer(),
                        "The body is sent as " + chosen.getKey() + ", never as " + other + ".");
            }
        }
        String mime = mime(chosen.getKey());
        Object schema = chosen.getValue().has("schema")
                ? carrier.carry(chosen.getValue().at("schema"))
                : Map.of();
        if (mime.equals(FORM)) {
            schema = Forms.named(chosen.getValue(), schema);
        }
        if (!isJson(mime)) {
            parameters.headers.put("Content-Type", literal(chosen.getKey()));
        } else if (!mime.equals("application/json") && mime.indexOf('*') < 0) {
            parameters.headers.put("Content-Type", literal(mime));
        }
        String argument = parameters.names().take("body", "sent", schema);
        if (!body.is("required")) {
            return "${has(args." + argument + ") ? args." + argument + " : null}";
        }
        parameters.required.add(argument);
        return "${args." + argument + "}";
    }

    private static Map.@Nullable Entry<String, Node> chosen(Map<String, Node> types) {
        for (String wanted : List.of("application/json", "+json", "*/*", FORM, "text/plain")) {
            for (Map.Entry<String, Node> type : types.entrySet()) {
                if (mime(type.getKey()).equals(wanted) || (wanted.equals("+json") && isJson(mime(type.getKey())))) {
                    return type;
                }
            }
        }
        return null;
    }

    private static String mime(String type) {
        return type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    }

    private static boolean isJson(String mime) {
        return mime.equals("application/json") || mime.endsWith("+json") || mime.equals("*/*");
    }

    /** What the good answers are; empty where the document does not say, or says anything. */
    private Map<String, Object> returns(String method, Node operation, Notes notes) {
        if (method.equals("head")) {
            return Map.of();
        }
        SchemaCarrier carrier = new SchemaCarrier(document, SchemaCarrier.Way.ANSWERED, notes);
        List<Object> shapes = new ArrayList<>();
        for (Map.Entry<String, Node> response :
                operation.at("responses").entries().entrySet()) {
            if (!response.getKey().matches("2([0-9][0-9]|XX)")) {
                continue;
            }
            Node behind = document.behind(response.getValue());
            if (behind == null) {
                notes.add(
                        response.getValue().pointer(),
                        "This reference leads nowhere in this document; any answer is taken.");
                return Map.of();
            }
            Object shape = shape(behind, carrier, notes);
            if (!shapes.contains(shape)) {
                shapes.add(shape);
            }
        }
        if (shapes.isEmpty() || shapes.contains(Map.of())) {
            return Map.of();
        }
        Object one = shapes.size() == 1 ? shapes.getFirst() : new LinkedHashMap<>(Map.of("anyOf", shapes));
        Map<String, Object> whole = carrier.whole(one);
        tellCut("answer", operation, carrier, notes);
        return whole.equals(Map.of("type", "null")) ? Map.of() : whole;
    }

    private static Object shape(Node response, SchemaCarrier carrier, Notes notes) {
        Map<String, Node> types = response.at("content").entries();
        if (types.isEmpty()) {
            return new LinkedHashMap<>(Map.of("type", "null"));
        }
        for (Map.Entry<String, Node> type : types.entrySet()) {
            if (isJson(mime(type.getKey()))) {
                return type.getValue().has("schema")
                        ? plain(carrier.carry(type.getValue().at("schema")))
                        : Map.of();
            }
        }
        String mime = mime(types.keySet().iterator().next());
        if (!mime.startsWith("text/")) {
            notes.add(response.pointer(), "The answer is " + mime + ", which a run keeps as text.");
        }
        return new LinkedHashMap<>(Map.of("type", "string"));
    }

    /** {@code true} takes anything. */
    private static Object plain(Object schema) {
        return schema instanceof Map<?, ?> ? Json.object(schema) : Map.of();
    }
}
