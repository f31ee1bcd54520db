package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where each value and key of one file stands, by JSON pointer: for a finding about a part that the model does not place. */
public final class Places {
    /** Of a file without a tree. */
    public static final Places NONE = new Places(null);

    private final @Nullable YamlNode root;
    private final Map<String, YamlNode> values = new LinkedHashMap<>();
    private final Map<String, YamlNode.Scalar> keys = new LinkedHashMap<>();

    public Places(@Nullable YamlNode root) {
        this.root = root;
    }

    /** The place of the value at a pointer, or null when the file has none there. */
    public @Nullable Place value(String pointer) {
        fill();
        YamlNode found = values.get(pointer);
        return found == null ? null : found.place();
    }

    /** The place of the key whose value is at a pointer, or null when there is no such key. */
    public @Nullable Place key(String pointer) {
        YamlNode.Scalar found = keyScalar(pointer);
        return found == null ? null : found.place();
    }

    /** The scalar at a pointer, or null when there is none. */
    YamlNode.@Nullable Scalar scalar(String pointer) {
        fill();
        return values.get(pointer) instanceof YamlNode.Scalar scalar ? scalar : null;
    }

    /** The key whose value is at a pointer, or null. */
    YamlNode.@Nullable Scalar keyScalar(String pointer) {
        fill();
        return keys.get(pointer);
    }

    private synchronized void fill() {
        if (values.isEmpty() && root != null) {
            walk(root);
        }
    }

    private void walk(YamlNode node) {
        values.put(node.place().path(), node);
        switch (node) {
            case YamlNode.Scalar scalar -> {}
            case YamlNode.Sequence sequence -> sequence.items().forEach(this::walk);
            case YamlNode.Mapping mapping ->
                mapping.entries().values().forEach(entry -> {
                    keys.put(entry.key().place().path(), entry.key());
                    walk(entry.value());
                });
        }
    }
}
