package dev.signalbox.runtime.mcp;

import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is another in a tool than it was, in lines for people: each part with its old and its new value. */
public final class ToolChange {
    private static final int LONGEST_VALUE = 200;

    private ToolChange() {}

    /** One line for each part; empty when nothing differs. */
    public static List<String> between(Tool before, Tool after) {
        List<String> lines = new ArrayList<>();
        compare("", before.definition(), after.definition(), lines);
        return lines;
    }

    private static void compare(String path, @Nullable Object was, @Nullable Object is, List<String> lines) {
        if (was instanceof Map<?, ?> && is instanceof Map<?, ?>) {
            Map<String, Object> before = Json.object(was);
            Map<String, Object> after = Json.object(is);
            Set<String> names = new TreeSet<>(before.keySet());
            names.addAll(after.keySet());
            for (String name : names) {
                compare(path.isEmpty() ? name : path + "." + name, before.get(name), after.get(name), lines);
            }
        } else if (was == null || is == null || !Json.equal(was, is)) {
            lines.add(path + ": was " + shown(was) + ", is " + shown(is));
        }
    }

    private static String shown(@Nullable Object value) {
        if (value == null) {
            return "not there";
        }
        String text = JsonText.write(value);
        return text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) + "…" : text;
    }
}
