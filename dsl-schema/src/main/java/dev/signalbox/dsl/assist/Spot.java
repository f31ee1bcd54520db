package dev.signalbox.dsl.assist;

import dev.signalbox.dsl.yaml.YamlNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the mark stands in a file's tree.
 *
 * @param path of the value, the mark's own key included when the mark is in a key
 * @param key the mark is in a mapping's key
 * @param offset of the mark in the scalar's text
 */
record Spot(YamlNode root, List<String> path, boolean key, YamlNode.Scalar scalar, int offset) {
    static @Nullable Spot of(YamlNode root) {
        return find(root, root);
    }

    private static @Nullable Spot find(YamlNode root, YamlNode node) {
        switch (node) {
            case YamlNode.Scalar scalar -> {
                return spot(root, scalar, false);
            }
            case YamlNode.Sequence sequence -> {
                for (YamlNode item : sequence.items()) {
                    Spot found = find(root, item);
                    if (found != null) {
                        return found;
                    }
                }
            }
            case YamlNode.Mapping mapping -> {
                for (YamlNode.Entry entry : mapping.entries().values()) {
                    Spot key = spot(root, entry.key(), true);
                    Spot found = key != null ? key : find(root, entry.value());
                    if (found != null) {
                        return found;
                    }
                }
            }
        }
        return null;
    }

    private static @Nullable Spot spot(YamlNode root, YamlNode.Scalar scalar, boolean key) {
        int at = scalar.text().indexOf(Mending.MARK);
        return at < 0 ? null : new Spot(root, Pointer.names(scalar.place().path()), key, scalar, at);
    }

    /** The scalar's text before the mark. */
    String before() {
        return scalar.text().substring(0, offset);
    }

    /** The path of the mapping or list that the mark stands in. */
    List<String> parent() {
        return path.isEmpty() ? path : path.subList(0, path.size() - 1);
    }

    /** Where the innermost <code>${</code> before the mark has its expression, in the scalar's text; -1 outside of one. */
    int expression() {
        int from = -1;
        int depth = 0;
        char quote = 0;
        String text = before();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (from < 0) {
                if (text.startsWith("$${", i)) {
                    i += 2;
                } else if (text.startsWith("${", i)) {
                    from = i + 2;
                    depth = 0;
                    i++;
                }
            } else if (quote != 0) {
                i += c == '\\' ? 1 : 0;
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && depth-- == 0) {
                from = -1;
            }
        }
        return from;
    }

    /** Whether the mark is in a <code>${</code> that nothing behind it closes. */
    boolean isOpenExpression() {
        int from = expression();
        if (from < 0) {
            return false;
        }
        int depth = 0;
        char quote = 0;
        String text = scalar.text();
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                i += c == '\\' ? 1 : 0;
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '{' || text.startsWith("${", i)) {
                depth++;
            } else if (c == '}' && depth-- == 0) {
                return false;
            }
        }
        return true;
    }

    /** The node at a path; null when there is none. */
    static @Nullable YamlNode node(YamlNode root, List<String> path) {
        YamlNode at = root;
        for (String name : path) {
            YamlNode next = null;
            if (at instanceof YamlNode.Mapping mapping) {
                YamlNode.Entry entry = mapping.entry(name);
                next = entry == null ? null : entry.value();
            } else if (at instanceof YamlNode.Sequence sequence && Pointer.isIndex(name)) {
                int index = Integer.parseInt(name);
                next = index < sequence.items().size() ? sequence.items().get(index) : null;
            }
            if (next == null) {
                return null;
            }
            at = next;
        }
        return at;
    }

    /** The text of the scalar at a path; null when there is none. */
    static @Nullable String text(YamlNode root, List<String> path) {
        return node(root, path) instanceof YamlNode.Scalar scalar ? scalar.text() : null;
    }
}
