package dev.signalbox.runtime.model;

import dev.signalbox.dsl.value.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A schema's references into itself. Any other leads to the empty schema, which says nothing. */
record LocalRefs(Object root) {
    private static final int MOST_HOPS = 20;

    /** The schema that stands there, or that it refers to; a boolean schema is the empty one. */
    Map<String, Object> resolve(@Nullable Object schema) {
        Object at = schema;
        for (int hops = 0; hops < MOST_HOPS && at instanceof Map<?, ?> map; hops++) {
            if (!(map.get("$ref") instanceof String ref)) {
                return Json.object(map);
            }
            at = ref.startsWith("#") ? pointed(ref.substring(1)) : null;
        }
        return Map.of();
    }

    private @Nullable Object pointed(String pointer) {
        Object at = root;
        for (String part : pointer.split("/", -1)) {
            if (!part.isEmpty()) {
                at = at instanceof Map<?, ?> map
                        ? map.get(part.replace("~1", "/").replace("~0", "~"))
                        : null;
            }
        }
        return at;
    }
}
