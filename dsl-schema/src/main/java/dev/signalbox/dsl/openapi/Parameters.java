package dev.signalbox.dsl.openapi;

import dev.signalbox.dsl.openapi.OpenApiDocument.Node;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.type.Type;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.yaml.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One operation's parameters as arguments of an action and as what the request says of them. Optional ones are left out of the
 * request where no argument is given. A required parameter that cannot be said makes the operation impossible: {@link Impossible}.
 */
final class Parameters {
    /** Written by the client, or said by the body's own type. */
    private static final Set<String> IGNORED = Set.of("accept", "content-type", "authorization");

    private static final Set<String> RESERVED =
            Set.of("host", "content-length", "transfer-encoding", "connection", "upgrade", "te", "trailer", "expect");
    private static final String KEY_HEADER = "idempotency-key";

    private final OpenApiDocument document;
    private final SchemaCarrier carrier;
    private final Notes notes;
    private final ArgumentNames names = new ArgumentNames();
    final List<String> required = new ArrayList<>();
    final Map<String, String> path = new LinkedHashMap<>();
    final Map<String, Object> query = new LinkedHashMap<>();
    final Map<String, Object> headers = new LinkedHashMap<>();
    boolean takesKey;

    Parameters(OpenApiDocument document, SchemaCarrier carrier, Notes notes) {
        this.document = document;
        this.carrier = carrier;
        this.notes = notes;
    }

    /** An operation that the language cannot call. */
    static final class Impossible extends Exception {
        private static final long serialVersionUID = 1L;
        private final String pointer;

        Impossible(String pointer, String message) {
            super(message);
            this.pointer = pointer;
        }

        String pointer() {
            return pointer;
        }
    }

    ArgumentNames names() {
        return names;
    }

    /** The operation's own go before those of its path. */
    void read(Node item, Node operation) throws Impossible {
        Map<String, Node> all = new LinkedHashMap<>();
        for (Node list : List.of(item.at("parameters"), operation.at("parameters"))) {
            for (int i = 0; i < list.items().size(); i++) {
                Node behind = document.behind(list.at(i));
                if (behind == null) {
                    throw new Impossible(
                            list.at(i).pointer(), "a parameter's reference leads nowhere in this document");
                }
                all.put(behind.text("in") + " " + behind.text("name"), behind);
            }
        }
        for (Node parameter : all.values()) {
            read(parameter);
        }
    }

    private void read(Node parameter) throws Impossible {
        String in = parameter.text("in");
        String name = parameter.text("name");
        String lower = name.toLowerCase(Locale.ROOT);
        if (name.isEmpty()) {
            cannot(parameter, in + " parameter that has no text for its name");
            return;
        }
        if (in.equals("header") && lower.equals(KEY_HEADER)) {
            takesKey = true;
            return;
        }
        if (in.equals("header") && IGNORED.contains(lower)) {
            notes.add(
                    parameter.pointer(),
                    "The header " + name + " is left out: as OpenAPI says, the request's own stands.");
            return;
        }
        if (!List.of("path", "query", "header").contains(in) || (in.equals("header") && RESERVED.contains(lower))) {
            cannot(parameter, in + " parameter " + name + ": an action cannot send one");
            return;
        }
        if (!parameter.has("schema")) {
            cannot(parameter, in + " parameter " + name + ": only parameters with a schema are carried over");
            return;
        }
        Object schema = described(parameter, carrier.carry(parameter.at("schema")));
        Type type = Type.resolve(
                Schema.of(carrier.whole(schema), Map.of(), YamlReader.top("")).type());
        switch (in) {
            case "path" -> path(parameter, name, schema, type);
            case "query" -> query(parameter, name, schema, type);
            default -> header(parameter, name, schema, type);
        }
    }

    private void cannot(Node parameter, String sentence) throws Impossible {
        if (parameter.is("required")) {
            throw new Impossible(parameter.pointer(), "it needs the " + sentence);
        }
        notes.add(parameter.pointer(), "Left out, the " + sentence + ".");
    }

    private static Object described(Node parameter, Object schema) {
        String words = Notes.words(parameter.text("description"), 300);
        if (words.isEmpty()
                || !(schema instanceof Map<?, ?>)
                || Json.object(schema).containsKey("description")) {
            return schema;
        }
        Map<String, Object> described = new LinkedHashMap<>(Json.object(schema));
        described.put("description", words);
        return described;
    }

    private void path(Node parameter, String name, Object schema, Type type) throws Impossible {
        String style = parameter.text("style");
        if (!style.isEmpty() && !style.equals("simple")) {
            throw new Impossible(parameter.pointer(), "its path parameter " + name + " has the style " + style);
        }
        if (type instanceof Type.Arr array && isScalar(Type.resolve(array.item()))) {
            String list = names.take(name, "path", schema);
            required.add(list);
            path.put(name, "${" + joined(list, array, ",") + "}");
            return;
        }
        String argument = names.take(name, "path", scalarOr(parameter, schema, type));
        required.add(argument);
        path.put(name, "${args." + argument + "}");
    }

    /** A scalar's own schema; where the document says no more than "anything", a text. */
    private Object scalarOr(Node parameter, Object schema, Type type) throws Impossible {
        if (isScalar(type) && !(type instanceof Type.Any)) {
            return schema;
        }
        if (type instanceof Type.Any) {
            notes.add(parameter.pointer(), parameter.text("name") + " is of no certain type there; here it is a text.");
            return new LinkedHashMap<>(Map.of("type", "string"));
        }
        throw new Impossible(parameter.pointer(), "its parameter " + parameter.text("name") + " is no single value");
    }

    private void query(Node parameter, String name, Object schema, Type type) throws Impossible {
        String style = parameter.text("style");
        boolean list = type instanceof Type.Arr;
        boolean exploded = parameter.has("explode") ? parameter.is("explode") : style.isEmpty() || style.equals("form");
        if (style.equals("deepObject")) {
            String argument = names.take(name, "query", schema);
            boolean singles = type instanceof Type.Arr array && isScalar(Type.resolve(array.item()));
            query.put(singles ? name + "[]" : name, value(parameter, argument, "args." + argument));
            return;
        }
        if (type instanceof Type.Arr array && !isScalar(Type.resolve(array.item()))) {
            cannot(parameter, "query parameter " + name + ": a list of anything but single values cannot be sent");
            return;
        }
        if (!list && !isScalarOrNull(type)) {
            cannot(parameter, "query parameter " + name + ": an object cannot be sent in a query");
            return;
        }
        if (type instanceof Type.Arr array && !exploded) {
            String between = style.equals("spaceDelimited") ? " " : style.equals("pipeDelimited") ? "|" : ",";
            String argument = names.take(name, "query", schema);
            query.put(name, value(parameter, argument, joined(argument, array, between)));
            return;
        }
        String argument = names.take(name, "query", schema);
        query.put(name, value(parameter, argument, "args." + argument));
    }

    private void header(Node parameter, String name, Object schema, Type type) throws Impossible {
        boolean list = type instanceof Type.Arr array && isScalar(Type.resolve(array.item()));
        if (!list && !isScalarOrNull(type)) {
            cannot(parameter, "header " + name + ": an object cannot be sent in one");
            return;
        }
        String argument = names.take(name, "header", schema);
        headers.put(
                name,
                value(
                        parameter,
                        argument,
                        type instanceof Type.Arr array ? joined(argument, array, ",") : "args." + argument));
    }

    /** A list as one value. Only texts can be joined; other single values are said as texts first. */
    private static String joined(String argument, Type.Arr list, String between) {
        boolean texts = Type.resolve(list.item()) instanceof Type.Str;
        return "args." + argument + (texts ? "" : ".map(one, string(one))") + ".join(\"" + between + "\")";
    }

    private String value(Node parameter, String argument, String expression) {
        if (parameter.is("required")) {
            required.add(argument);
            return "${" + expression + "}";
        }
        return "${has(args." + argument + ") ? " + expression + " : null}";
    }

    private static boolean isScalarOrNull(Type type) {
        return type instanceof Type.Null
                || isScalar(type)
                || (type instanceof Type.OrNull orNull && isScalar(Type.resolve(orNull.type())));
    }

    private static boolean isScalar(Type type) {
        return switch (type) {
            case Type.Bool bool -> true;
            case Type.Int number -> true;
            case Type.Num number -> true;
            case Type.Str text -> true;
            case Type.Enum of -> of.values().stream().noneMatch(Json::isNull);
            case Type.Timestamp time -> true;
            case Type.Dur time -> true;
            case Type.Any any -> true;
            case Type.Null none -> false;
            case Type.Arr array -> false;
            case Type.Obj object -> false;
            case Type.Union union -> union.members().stream().allMatch(member -> isScalar(Type.resolve(member)));
            case Type.OrNull orNull -> false;
            case Type.Ref ref -> isScalar(ref.target());
        };
    }
}
