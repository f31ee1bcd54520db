package dev.signalbox.dsl.openapi;

import dev.signalbox.dsl.openapi.OpenApiDocument.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The operations of a document with their names as actions. A name depends on the whole document, not on what of it is wanted: of
 * two operations that one name fits, the later has a number behind it, whichever is imported first.
 */
final class Operations {
    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch", "head");
    private static final List<String> OTHER_METHODS = List.of("options", "trace", "query", "additionalOperations");
    private static final int LONGEST_NAME = 60;

    private final OpenApiDocument document;
    private final String prefix;
    private final Set<String> names = new HashSet<>();
    private final List<Operation> all = new ArrayList<>();

    /**
     * @param method in small letters
     * @param plain the name that it would have alone
     */
    record Operation(String name, String plain, String method, String path, Node item, Node node) {
        /** As a person writes it: {@code GET /orders/{id}}. */
        String request() {
            return method.toUpperCase(Locale.ROOT) + " " + path;
        }

        List<String> tags() {
            return node.at("tags").items().stream().map(String::valueOf).toList();
        }
    }

    private Operations(OpenApiDocument document, String prefix) {
        this.document = document;
        this.prefix = prefix;
    }

    /**
     * @param prefix what every name begins with
     * @param notes where what cannot be an operation of an action is told
     */
    static List<Operation> of(OpenApiDocument document, String prefix, Notes notes) {
        Operations operations = new Operations(document, prefix);
        document.root().at("paths").entries().forEach((path, node) -> operations.path(path, node, notes));
        return operations.all;
    }

    private void path(String path, Node node, Notes notes) {
        if (path.startsWith("x-")) {
            return;
        }
        Node item = document.behind(node);
        if (item == null) {
            notes.add(node.pointer(), "This path's reference leads nowhere in this document; it is left out.");
            return;
        }
        if (!(item.value() instanceof Map<?, ?>)) {
            notes.add(node.pointer(), "This is no path with operations; it is left out.");
            return;
        }
        for (Map.Entry<String, Node> entry : item.entries().entrySet()) {
            String method = entry.getKey();
            if (METHODS.contains(method) && !(entry.getValue().value() instanceof Map<?, ?>)) {
                notes.add(entry.getValue().pointer(), "This is no operation; it is left out.");
            } else if (METHODS.contains(method)) {
                String plain = name(path, method, entry.getValue());
                all.add(new Operation(free(plain), plain, method, path, item, entry.getValue()));
            } else if (OTHER_METHODS.contains(method)) {
                String said =
                        method.equals("additionalOperations") ? "methods of its own" : method.toUpperCase(Locale.ROOT);
                notes.add(entry.getValue().pointer(), "Left out: an action does not send " + said + ".");
            }
        }
    }

    private String free(String plain) {
        String free = plain;
        for (int twin = 2; !names.add(free); twin++) {
            free = plain + "_" + twin;
        }
        return free;
    }

    /** The operation's id as a name of the language; without one, the method and the path. */
    private String name(String path, String method, Node operation) {
        String id = operation.text("operationId");
        String name = (prefix + (id.isEmpty() ? method + path : id))
                .replaceAll("[^A-Za-z0-9_-]+", "_")
                .replaceAll("^[_-]+|[_-]+$", "");
        if (name.isEmpty() || !isLetter(name.charAt(0))) {
            name = "op_" + name;
        }
        return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
