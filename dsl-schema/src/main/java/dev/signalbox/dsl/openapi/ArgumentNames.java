package dev.signalbox.dsl.openapi;

import dev.signalbox.dsl.expr.ReservedWords;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names of one action's arguments: what expressions can say, each once. */
final class ArgumentNames {
    private final Map<String, Object> schemas = new LinkedHashMap<>();

    /** @param beside what is put behind a name that another argument has */
    String take(String written, String beside, Object schema) {
        String name = written.replaceAll("\\[\\]$", "")
                .replaceAll("^[^A-Za-z0-9_]+", "")
                .replaceAll("[^A-Za-z0-9_]+", "_")
                .replaceAll("_+$", "");
        if (name.isEmpty() || Character.isDigit(name.charAt(0)) || ReservedWords.has(name)) {
            name = "p_" + name;
        }
        String tried = schemas.containsKey(name) ? name + "_" + beside : name;
        for (int twin = 2; schemas.containsKey(tried); twin++) {
            tried = name + "_" + beside + "_" + twin;
        }
        schemas.put(tried, schema);
        return tried;
    }

    Map<String, Object> schemas() {
        return schemas;
    }
}
