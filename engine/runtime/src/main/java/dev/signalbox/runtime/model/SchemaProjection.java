package dev.signalbox.runtime.model;

import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.dsl.value.JsonTextException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A reply's schema in the subset that its provider enforces ({@link StrictSubset}), an object at the root: {@code
 * {value: …}} around anything else. It only steers the model: the reply is validated against the original. A schema that
 * the subset cannot say (recursion, maps, tuples, anything goes, more than the provider takes) has no projection and goes
 * into the prompt.
 *
 * @param json the schema to send
 * @param wrapped whether the value stands under {@code value}
 */
record SchemaProjection(Object json, boolean wrapped, Object original) {
    static final String VALUE = "value";

    /** The projection for a provider, or null when there is none. */
    static @Nullable SchemaProjection of(Object schema, Workspace.Provider provider) {
        StrictSubset.Rules rules =
                provider == Workspace.Provider.ANTHROPIC ? StrictSubset.Rules.ANTHROPIC : StrictSubset.Rules.OPENAI;
        Map<String, Object> root = StrictSubset.of(schema, rules);
        if (root == null) {
            return null;
        }
        boolean object = "object".equals(root.get("type"));
        Map<String, Object> json = object ? root : wrapper(root);
        return rules.takes(json) ? new SchemaProjection(json, !object, schema) : null;
    }

    private static Map<String, Object> wrapper(Map<String, Object> root) {
        Map<String, Object> wrapper = new LinkedHashMap<>();
        wrapper.put("type", "object");
        wrapper.put("properties", Map.of(VALUE, root));
        wrapper.put("required", List.of(VALUE));
        wrapper.put("additionalProperties", Boolean.FALSE);
        return wrapper;
    }

    /** A value as the provider would have to spell it: an example's, or a reply that is sent back. */
    String wrap(String text) {
        return wrapped ? wrapped(text) : text;
    }

    /** The provider's reply as the original schema means it; a text that is no such reply stays as it is. */
    String unwrap(String text) {
        Object value = wrapped ? unwrapped(text) : parsed(text);
        return value == null ? text : JsonText.write(LeftOut.of(value, original));
    }

    static String wrapped(String text) {
        Object value = parsed(text);
        return value == null ? text : JsonText.write(Map.of(VALUE, value));
    }

    /** What stands under {@code value}; null for a text that is no object of that one field. */
    static @Nullable Object unwrapped(String text) {
        return parsed(text) instanceof Map<?, ?> map && map.size() == 1
                ? Json.object(map).get(VALUE)
                : null;
    }

    private static @Nullable Object parsed(String text) {
        try {
            return JsonText.parse(text.strip());
        } catch (JsonTextException e) {
            return null;
        }
    }
}
