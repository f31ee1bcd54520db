package dev.signalbox.cli.mcp;

import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.read.Sources;
import dev.signalbox.dsl.read.WorkspaceReader;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.runtime.mcp.Tool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tool as an action of a file, pinned and typed. A schema that a flow file cannot say stands as any object, with a remark. It
 * is a {@code write} unless the server says otherwise, by its own word: whoever pastes it decides.
 */
final class ToolSketch {
    private static final int LONGEST_DESCRIPTION = 300;
    private static final Map<String, Object> ANY_OBJECT = Map.of("type", "object");

    private ToolSketch() {}

    static String of(String server, Tool tool) {
        StringBuilder text = new StringBuilder();
        text.append("  ").append(name(tool.name())).append(":\n");
        String about = tool.description().strip().replaceAll("\\s+", " ");
        if (!about.isEmpty()) {
            String shown = about.length() > LONGEST_DESCRIPTION ? about.substring(0, LONGEST_DESCRIPTION) + "…" : about;
            text.append("    description: ").append(quoted(shown)).append('\n');
        }
        text.append("    mcp: { server: ")
                .append(server)
                .append(", tool: ")
                .append(quoted(tool.name()))
                .append(", schema: ")
                .append(quoted(tool.pin()))
                .append(" }\n");
        text.append("    effect: ")
                .append(tool.saysItOnlyReads() ? "read # by the server's own word" : "write")
                .append('\n');
        schema(text, "args", tool.inputSchema());
        if (!tool.outputSchema().isEmpty()) {
            schema(text, "returns", tool.outputSchema());
        }
        return text.toString();
    }

    private static void schema(StringBuilder text, String key, Map<String, Object> said) {
        Map<String, Object> schema = new LinkedHashMap<>(said);
        schema.remove("$schema");
        schema.remove("title");
        boolean fits = fits(key, schema);
        text.append("    ")
                .append(key)
                .append(": ")
                .append(JsonText.write(fits ? schema : ANY_OBJECT))
                .append(fits ? "" : " # the tool's own schema says more than a flow file can")
                .append('\n');
    }

    private static boolean fits(String key, Map<String, Object> schema) {
        String file = "signalbox: 1\nactions:\n  a:\n    echo: {}\n    " + key + ": " + JsonText.write(schema) + "\n";
        return WorkspaceReader.read(file, new Nowhere()).diagnostics().stream().noneMatch(Diagnostic::isError);
    }

    private static String name(String tool) {
        String name =
                tool.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]+", "_").replaceAll("^[^a-z]+", "");
        return name.isEmpty() ? "tool" : name;
    }

    private static String quoted(String text) {
        return text.matches("[A-Za-z][A-Za-z0-9_-]*") ? text : JsonText.write(text);
    }

    private record Nowhere() implements Sources {
        @Override
        public @Nullable String read(String path) {
            return null;
        }

        @Override
        public List<String> paths() {
            return List.of();
        }
    }

    /** Where an action's types and its tool's do not go together, a sentence each; nothing is said of what neither names. */
    static List<String> misfits(@Nullable Object args, @Nullable Object returns, Tool tool) {
        List<String> found = new java.util.ArrayList<>();
        if (args instanceof Map<?, ?> given) {
            Map<String, Object> own = Json.object(given);
            for (Object required : items(tool.inputSchema().get("required"))) {
                if (!items(own.get("required")).contains(required)) {
                    found.add("the tool needs `" + required + "`, and `args` does not require it");
                }
            }
            compare("args", fields(own), fields(tool.inputSchema()), found);
        }
        if (returns instanceof Map<?, ?> expected && !tool.outputSchema().isEmpty()) {
            Map<String, Object> own = Json.object(expected);
            for (Object required : items(own.get("required"))) {
                if (!items(tool.outputSchema().get("required")).contains(required)) {
                    found.add("`returns` requires `" + required + "`, which the tool need not give");
                }
            }
            compare("returns", fields(own), fields(tool.outputSchema()), found);
        }
        return found;
    }

    private static void compare(String key, Map<String, Object> own, Map<String, Object> tools, List<String> found) {
        own.forEach((name, schema) -> {
            Object theirs = tools.get(name);
            if (theirs == null) {
                found.add("`" + key + "` has `" + name + "`, which the tool does not know");
                return;
            }
            Object said = type(schema);
            Object wanted = type(theirs);
            boolean narrower = "integer".equals(said) && "number".equals(wanted);
            if (said != null && wanted != null && !said.equals(wanted) && !narrower) {
                found.add("`" + name + "` of `" + key + "` is " + said + ", and the tool says " + wanted);
            }
        });
    }

    private static @Nullable Object type(Object schema) {
        return schema instanceof Map<?, ?> map ? Json.object(map).get("type") : null;
    }

    private static Map<String, Object> fields(Map<String, Object> schema) {
        return schema.get("properties") instanceof Map<?, ?> fields ? Json.object(fields) : Map.of();
    }

    private static List<Object> items(@Nullable Object list) {
        return list instanceof List<?> items ? Json.list(items) : List.of();
    }
}
