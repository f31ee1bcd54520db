package dev.signalbox.testkit.sketch;

import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Values in YAML's flow style, quoted only where they have to be. */
final class Yaml {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*( [A-Za-z0-9_./-]+)*");
    private static final List<String> WORDS = List.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private Yaml() {}

    static String of(Object value) {
        if (value instanceof Map<?, ?>) {
            Map<String, Object> fields = Json.object(value);
            return fields.isEmpty()
                    ? "{}"
                    : fields.entrySet().stream()
                            .map(field -> text(field.getKey()) + ": " + of(field.getValue()))
                            .collect(Collectors.joining(", ", "{ ", " }"));
        }
        if (value instanceof List<?>) {
            List<Object> items = Json.list(value);
            return items.stream().map(Yaml::of).collect(Collectors.joining(", ", "[", "]"));
        }
        return value instanceof String text ? text(text) : JsonText.write(value);
    }

    private static String text(String text) {
        boolean plain = PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(java.util.Locale.ROOT));
        return plain ? text : JsonText.write(text);
    }
}
