package dev.signalbox.dsl.openapi;

import dev.signalbox.dsl.format.Formatter;
import dev.signalbox.dsl.read.WorkspaceReader;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.dsl.yaml.LineMap;
import dev.signalbox.dsl.yaml.YamlNode;
import dev.signalbox.dsl.yaml.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts imported actions, and the names they need, into the text of a {@code signalbox.yaml}. What stands there stays byte for byte,
 * except that a file that was in the form of {@code fmt} is in it afterwards too. The outcome is read again and refused when it says
 * anything else than before and the additions.
 */
public final class Landing {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_$][A-Za-z0-9_./$-]*( [A-Za-z0-9_./()'-]+)*");
    private static final List<String> WORDS = List.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private Landing() {}

    /** What the actions of a file ask for, by name: see {@link #request}. Empty for an action of another kind. */
    public static Map<String, String> there(String text) {
        Map<String, String> found = new LinkedHashMap<>();
        YamlNode root = YamlReader.read(WorkspaceReader.FILE, text).root();
        if (root instanceof YamlNode.Mapping mapping
                && Json.object(mapping.json()).get("actions") instanceof Map<?, ?> actions) {
            Json.object(actions)
                    .forEach((name, action) ->
                            found.put(name, action instanceof Map<?, ?> ? request(Json.object(action)) : ""));
        }
        return found;
    }

    /** Method and path, without the address before it and the names of arguments: the same for two imports of one operation. */
    static String request(Map<String, Object> action) {
        if (!(action.get("http") instanceof Map<?, ?> http)) {
            return "";
        }
        String path = String.valueOf(http.get("url"))
                .replaceFirst("^(\\$\\{env\\.[^}]*}|https?://[^/]*)", "")
                .replaceAll("\\$\\{[^}]*}", "{}");
        return http.get("method") + " " + path;
    }

    /** A whole workspace file that says nothing but what was imported, in the form of {@code fmt}. */
    public static String alone(OpenApiImport.Imported imported) throws NotAnOpenApi {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("signalbox", 1L);
        file.putAll(additions(imported, Map.of()));
        return formatted(top(file), imported);
    }

    /** @param text the file as it is; it has to read without an error */
    public static String into(String text, OpenApiImport.Imported imported) throws NotAnOpenApi {
        YamlNode root = YamlReader.read(WorkspaceReader.FILE, text).root();
        if (!(root instanceof YamlNode.Mapping mapping)) {
            throw new NotAnOpenApi(WorkspaceReader.FILE + " cannot be read; 'signalbox validate' says why.");
        }
        Map<String, Object> before = Json.object(mapping.json());
        Map<String, Object> additions = additions(imported, before);
        String after = text;
        for (Map.Entry<String, Object> addition : additions.entrySet()) {
            after = put(after, addition.getKey(), addition.getValue(), imported);
        }
        boolean inForm = Formatter.format(text, Formatter.Kind.WORKSPACE) instanceof Formatter.Result.Formatted formed
                && formed.text().equals(text);
        after = inForm ? formatted(after, imported) : after;
        YamlNode now = YamlReader.read(WorkspaceReader.FILE, after).root();
        if (now == null || !now.json().equals(merged(before, additions))) {
            boolean room = after.length() <= YamlReader.MAX_BYTES;
            throw new NotAnOpenApi(
                    room && now == null
                            ? WorkspaceReader.FILE
                                    + " is written in a way that nothing can be added to by itself; take what --print gives."
                            : tooMuch(imported));
        }
        return after;
    }

    private static Map<String, Object> additions(OpenApiImport.Imported imported, Map<String, Object> before) {
        Map<String, Object> found = new LinkedHashMap<>();
        if (imported.actions().isEmpty()) {
            return found;
        }
        if (!(before.get("env") instanceof List<?> names && names.contains(imported.env()))) {
            found.put("env", List.of(imported.env()));
        }
        Map<String, Object> secrets = new LinkedHashMap<>();
        Map<String, Object> known = before.get("secrets") instanceof Map<?, ?> map ? Json.object(map) : Map.of();
        for (String secret : imported.secrets()) {
            if (!known.containsKey(secret)) {
                secrets.put(secret, imported.host().isEmpty() ? Map.of() : Map.of("hosts", List.of(imported.host())));
            }
        }
        if (!secrets.isEmpty()) {
            found.put("secrets", secrets);
        }
        found.put("actions", imported.actions());
        return found;
    }

    private static Map<String, Object> merged(Map<String, Object> before, Map<String, Object> additions) {
        Map<String, Object> all = new LinkedHashMap<>(before);
        additions.forEach((key, added) -> {
            Object there = before.get(key);
            if (there instanceof Map<?, ?> map && added instanceof Map<?, ?>) {
                Map<String, Object> both = new LinkedHashMap<>(Json.object(map));
                both.putAll(Json.object(added));
                all.put(key, both);
            } else if (there instanceof List<?> list && added instanceof List<?>) {
                List<Object> both = new ArrayList<>(Json.list(list));
                both.addAll(Json.list(added));
                all.put(key, both);
            } else {
                all.put(key, added);
            }
        });
        return all;
    }

    private static String put(String text, String key, Object added, OpenApiImport.Imported imported)
            throws NotAnOpenApi {
        YamlNode root = YamlReader.read(WorkspaceReader.FILE, text).root();
        YamlNode.Entry entry = root instanceof YamlNode.Mapping mapping ? mapping.entry(key) : null;
        if (root == null) {
            throw new NotAnOpenApi(WorkspaceReader.FILE + " cannot be read; 'signalbox validate' says why.");
        }
        String block = lines(key, added, imported);
        boolean empty = entry == null || Json.isNull(entry.value().json());
        if (entry == null) {
            return (text.endsWith("\n") || text.isEmpty() ? text : text + "\n") + key + ":\n" + block;
        }
        LineMap lines = new LineMap(WorkspaceReader.FILE, text);
        YamlNode value = entry.value();
        int end = lines.offset(
                value.place().span().endLine(), value.place().span().endColumn());
        int start =
                lines.offset(value.place().span().line(), value.place().span().column());
        if (!empty && (text.charAt(start) == '{' || text.charAt(start) == '[')) {
            return text.substring(0, end - 1).stripTrailing()
                    + (children(value) ? ", " : "")
                    + inside(added)
                    + text.substring(end - 1);
        }
        int line = empty
                ? entry.key().place().span().endLine()
                : value.place().span().endLine();
        int after = line < lines.lines() ? lines.lineStart(line + 1) : text.length();
        int indent = empty ? 2 : firstColumn(value) - 1;
        String head = text.substring(0, after);
        return head + (head.endsWith("\n") ? "" : "\n") + indented(block, indent) + text.substring(after);
    }

    private static boolean children(YamlNode value) {
        return switch (value) {
            case YamlNode.Mapping mapping -> !mapping.entries().isEmpty();
            case YamlNode.Sequence sequence -> !sequence.items().isEmpty();
            case YamlNode.Scalar scalar -> false;
        };
    }

    private static int firstColumn(YamlNode value) {
        return value.place().span().column();
    }

    /** The block below a key, each line two blanks in. */
    private static String lines(String key, Object added, OpenApiImport.Imported imported) throws NotAnOpenApi {
        String whole = formatted("signalbox: 1\n" + key + ":\n" + block(added), imported);
        int at = whole.indexOf("\n" + key + ":");
        int from = whole.indexOf('\n', at + 1) + 1;
        if (from > 0 && from < whole.length()) {
            return whole.substring(from);
        }
        // The formatter found room for all of it on the key's own line.
        return block(added);
    }

    private static String block(Object added) {
        return added instanceof List<?> items
                ? items.stream().map(item -> "  - " + flow(item) + "\n").collect(Collectors.joining())
                : Json.object(added).entrySet().stream()
                        .map(field -> "  " + text(field.getKey()) + ": " + flow(field.getValue()) + "\n")
                        .collect(Collectors.joining());
    }

    private static String indented(String block, int indent) {
        String margin = " ".repeat(indent);
        return block.lines()
                .map(line -> line.isBlank() ? "" : margin + line.substring(Math.min(2, line.length())))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String formatted(String text, OpenApiImport.Imported imported) throws NotAnOpenApi {
        return switch (Formatter.format(WorkspaceReader.FILE, text, Formatter.Kind.WORKSPACE)) {
            case Formatter.Result.Formatted formed -> formed.text();
            case Formatter.Result.Refused refused -> throw new NotAnOpenApi(tooMuch(imported));
        };
    }

    private static String tooMuch(OpenApiImport.Imported imported) {
        int count = imported.actions().size();
        return (count == 1 ? "The action is" : "The " + count + " actions are") + " more than one "
                + WorkspaceReader.FILE
                + " holds (" + YamlReader.MAX_BYTES / 1024 + " KiB, " + YamlReader.MAX_NODES + " values and keys)."
                + Choice.less(imported.offers());
    }

    private static String top(Map<String, Object> file) {
        return file.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + flow(entry.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    /** Without its own brackets. */
    private static String inside(Object value) {
        String whole = flow(value);
        return whole.substring(1, whole.length() - 1).strip();
    }

    private static String flow(@Nullable Object value) {
        if (value instanceof Map<?, ?>) {
            Map<String, Object> fields = Json.object(value);
            return fields.isEmpty()
                    ? "{}"
                    : fields.entrySet().stream()
                            .map(field -> text(field.getKey()) + ": " + flow(field.getValue()))
                            .collect(Collectors.joining(", ", "{ ", " }"));
        }
        if (value instanceof List<?>) {
            return Json.list(value).stream().map(Landing::flow).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Double number) {
            return JsonText.write(number)
                    .replaceFirst("^(-?[0-9]+)([eE])", "$1.0$2"); // without a point, old tools see a text
        }
        return value instanceof String text ? text(text) : JsonText.write(value == null ? Json.NULL : value);
    }

    private static String text(String text) {
        boolean plain = PLAIN.matcher(text).matches()
                && !WORDS.contains(text.toLowerCase(java.util.Locale.ROOT))
                && !text.contains("${");
        return plain ? text : JsonText.write(text);
    }
}
