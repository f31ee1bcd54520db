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

    private final OpenApiDocument document;
    private final String env;
    private final SecurityReader security;

    /** @param env the environment name that the server's address is read from */
    OperationReader(OpenApiDocument document, String env, SecurityReader security) {
        this.document = document;
        this.env = env;
        this.security = security;
    }

    /** The action as it stands in a file. */
    Map<String, Object> read(String path, String method, Node item, Node operation, Notes notes) throws Impossible {
        SchemaCarrier sent = new SchemaCarrier(document, SchemaCarrier.Way.SENT, notes);
        Parameters parameters = new Parameters(document, sent, notes);
        parameters.read(item, operation);
        Map<String, Object> headers = parameters.headers;
        Map<String, Object> query = parameters.query;
        String body = body(operation, sent, parameters, notes);
        security.read(operation, headers, query, notes);
        told(item, operation, notes);

        Map<String, Object> http = new LinkedHashMap<>();
        http.put("method", method.toUpperCase(Locale.ROOT));
        http.put("url", "${env." + env + "}" + url(path, parameters, operation));
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
        Map<String, Object> returns = returns(method, operation, notes);
        put(action, "returns", returns);
        boolean reads = method.equals("get") || method.equals("head");
        action.put("effect", reads ? "read" : "write");
        if (!reads && parameters.takesKey) {
            action.put("delivery", "idempotent");
        }
        return action;
    }

    private static void put(Map<String, Object> into, String key, Map<String, Object> fields) {
        if (!fields.isEmpty()) {
            into.put(key, fields);
        }
    }

    private static String description(Node operation) {
        String summary = operation.text("summary").strip();
        String words = summary.isEmpty() ? operation.text("description").strip() : summary;
        return Notes.clip(words.replaceAll("\\s+", " "), LONGEST_DESCRIPTION);
    }

    private void told(Node item, Node operation, Notes notes) {
        for (String key : List.of("callbacks", "servers")) {
            for (Node at : List.of(item, operation)) {
                if (!at.at(key).fields().isEmpty() || !at.at(key).items().isEmpty()) {
                    notes.add(
                            at.at(key).pointer(),
                            key.equals("callbacks")
                                    ? "Callbacks are left out: an action waits for no call back. A flow's `wait` can."
                                    : "Servers of its own are left out: the action goes to ${env." + env + "}.");
                }
            }
        }
        if (operation.is("deprecated")) {
            notes.add(
                    operation.at("deprecated").pointer(),
                    "This operation is deprecated; it was carried over all the same.");
        }
    }

    private static String url(String path, Parameters parameters, Node operation) throws Impossible {
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

    private static String literal(String text) {
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
    private @Nullable String body(Node operation, SchemaCarrier carrier, Parameters parameters, Notes notes)
            throws Impossible {
        if (!operation.has("requestBody")) {
            return null;
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
        if (!body.is("required")) {
            notes.add(body.pointer(), "The body may be left out there; here it has to be given.");
        }
        String mime = mime(chosen.getKey());
        Object schema = chosen.getValue().has("schema")
                ? carrier.carry(chosen.getValue().at("schema"))
                : Map.of();
        if (!isJson(mime)) {
            parameters.headers.put("Content-Type", chosen.getKey());
        } else if (!mime.equals("application/json") && mime.indexOf('*') < 0) {
            parameters.headers.put("Content-Type", mime);
        }
        String argument = parameters.names().take("body", "sent", schema);
        parameters.required.add(argument);
        return "${args." + argument + "}";
    }

    private static Map.@Nullable Entry<String, Node> chosen(Map<String, Node> types) {
        for (String wanted :
                List.of("application/json", "+json", "*/*", "application/x-www-form-urlencoded", "text/plain")) {
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
